import ArgumentParser

/// The node that a verb is about.
struct NodeArgument: ParsableArguments {
    @Argument(help: "The node's name or UUID.", completion: NodeNames.completion)
    var node: String
}

/// The nodes that a verb is about, one after the other.
struct NodeArguments: ParsableArguments {
    @Argument(help: "The nodes' names or UUIDs.", completion: NodeNames.completion)
    var nodes: [String]
}
