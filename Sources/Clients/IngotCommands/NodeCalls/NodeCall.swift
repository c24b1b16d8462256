import ArgumentParser
import IngotClient

/// A call about one node: the options are its own members, the rest is said here.
protocol NodeCall: ParsableArguments {
    static var name: String { get }
    static var abstract: String { get }
    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer
}

/// What a call has to show.
enum CallAnswer {
    case nothing
    case record(Resource)
    case list([Resource], [Column], identifier: String)

    /// A list of plain texts under one title.
    static func texts(_ texts: [String], _ title: String) -> CallAnswer {
        .list(texts.map { Resource(["text": .string($0)]) }, [Column(title, "text")], identifier: "text")
    }

    /// An object whose members are the rows: a name and what it means.
    static func members(_ resource: Resource, _ name: String, _ meaning: String) -> CallAnswer {
        let members = (resource.json.object ?? [:]).sorted { $0.key < $1.key }
        return .list(
            members.map { Resource(["name": .string($0.key), "meaning": $0.value]) },
            [Column(name, "name"), Column(meaning, "meaning")], identifier: "name")
    }

    var report: Report? {
        switch self {
        case .nothing: nil
        case .record(let resource): .record(resource, identifier: "uuid")
        case .list(let items, let columns, let identifier): .list(items, columns: columns, identifier: identifier)
        }
    }
}

/// The command of a call.
struct NodeCallVerb<Call: NodeCall>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Call.name, abstract: Call.abstract)
    }

    @OptionGroup var target: NodeArgument
    @OptionGroup var call: Call
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let answer = try await connection.connected(in: surroundings) { client in
            try await call.perform(on: target.node, of: client, in: surroundings)
        }
        if let report = answer.report { try output.print(report, to: surroundings.console) }
    }
}
