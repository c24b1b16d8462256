import IngotClient

/// What there is to know of a verb of a node's life.
struct LifeVerbDescription: Sendable {
    /// The verb's word on the command line.
    var name: String
    /// The verb's word in the API.
    var target: String
    /// Where the node rests when the verb has been carried out.
    var goal: WaitGoal
    var abstract: String
}

/// A row of the table below; commands are types, so that each row is one, too.
protocol DescribedLifeVerb: Sendable {
    static var verb: LifeVerbDescription { get }
}

enum Manage: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "manage", target: "manage", goal: .provisionState("manageable"),
        abstract: "Take machines into care: their credentials are verified.")
}

enum Inspect: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "inspect", target: "inspect", goal: .provisionState("manageable"),
        abstract: "Find out what machines are made of.")
}

enum Adopt: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "adopt", target: "adopt", goal: .provisionState("active"),
        abstract: "Take machines as they are, with the instance that somebody else has put on them.")
}

enum Provide: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "provide", target: "provide", goal: .provisionState("available"),
        abstract: "Clean machines and make them available.")
}

enum Deploy: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "deploy", target: "active", goal: .provisionState("active"),
        abstract: "Put an instance on machines.")
}

enum Undeploy: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "undeploy", target: "deleted", goal: .provisionState("available"),
        abstract: "Take the instance off machines; they are cleaned and available again.")
}

enum Rebuild: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "rebuild", target: "rebuild", goal: .provisionState("active"),
        abstract: "Put the same instance on machines again.")
}

enum Abort: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "abort", target: "abort", goal: .anyRest, abstract: "Stop what machines are waiting for.")
}

enum Clean: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "clean", target: "clean", goal: .provisionState("manageable"),
        abstract: "Run steps on machines that have no instance.")
}

enum Service: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "service", target: "service", goal: .provisionState("active"),
        abstract: "Run steps on machines and leave their instance as it is.")
}

enum Rescue: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "rescue", target: "rescue", goal: .provisionState("rescue"),
        abstract: "Boot machines into a system from which their instance can be repaired.")
}

enum Unrescue: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "unrescue", target: "unrescue", goal: .provisionState("active"),
        abstract: "Boot machines into their instance again.")
}

enum Unhold: DescribedLifeVerb {
    static let verb = LifeVerbDescription(
        name: "unhold", target: "unhold", goal: .anyRest, abstract: "Let machines go on that a step holds.")
}
