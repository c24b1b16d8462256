import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The firmware of a node's parts, as it was last seen.
struct NodeFirmwareController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        let schema = FirmwareFields.table.schema
        return [
            Endpoint(
                .get, "/nodes/{node}/firmware", since: FirmwareFields.since, .node("baremetal:node:firmware:get"),
                query: [.init("detail", .flag), .init("fields", .wordsAmong(schema.names))],
                answer: .list("firmware", of: schema), "Lists the firmware of a node's parts.", list)
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try selection(context)
        let components = try await NodeReader(services: services).read(context) { node, transaction in
            try transaction.firmware.list(node.id)
        }
        return .json(["firmware": .array(components.map { selection.show(FirmwareView(record: $0)) })])
    }

    /// A field that is too new is 400 here, as the contract has it.
    private func selection(_ context: APIContext) throws -> FieldSelection<FirmwareView> {
        let table = FirmwareFields.table
        for name in context.query.words("fields") ?? [] {
            guard let field = table[name], !context.version.knows(since: field.since) else { continue }
            throw APIError.invalid(
                "The field '\(name)' needs API version \(Microversion(minor: field.since)) or newer")
        }
        return try table.selection(context.query, for: context.version)
    }
}
