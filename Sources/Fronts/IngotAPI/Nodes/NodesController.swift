import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Nodes themselves: create, list, show, change, delete.
struct NodesController: Sendable {
    let services: APIServices

    private var reader: NodeReader { NodeReader(services: services) }

    var endpoints: [Endpoint] {
        [
            Endpoint(.post, "/nodes", create),
            Endpoint(.get, "/nodes", list),
            Endpoint(.get, "/nodes/detail", listInDetail),
            Endpoint(.get, "/nodes/{node}", show),
            Endpoint(.patch, "/nodes/{node}", update),
            Endpoint(.delete, "/nodes/{node}", delete),
            Endpoint(.put, "/nodes/{node}/maintenance", setMaintenance),
            Endpoint(.delete, "/nodes/{node}/maintenance", clearMaintenance),
        ]
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await JSONBody.object(request, context)
        let view = try await NodeCreation(services: services).create(body, context)
        return .json(represent(view), status: .created, location: context.links.url("nodes/\(view.id)"))
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: NodeListQuery.summaryParameters, version: context.version)
        let isDetailed = try query.flag("detail") ?? false
        let fields = query.words("fields")
        guard !isDetailed || fields == nil else {
            throw APIError.invalid("The query parameters 'detail' and 'fields' exclude each other")
        }
        let selection =
            if let fields {
                try NodeFields.table.chosen(fields, for: context.version)
            } else if isDetailed {
                NodeFields.table.all(for: context.version)
            } else {
                NodeFields.table.listed(for: context.version)
            }
        return try await page(at: "nodes", query, selection, context)
    }

    private func listInDetail(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(request, known: NodeListQuery.parameters, version: context.version)
        return try await page(at: "nodes/detail", query, NodeFields.table.all(for: context.version), context)
    }

    private func page(
        at path: String, _ query: QueryParameters, _ selection: FieldSelection<NodeView>, _ context: APIContext
    ) async throws -> Response {
        let page = try Page(query, maximum: services.configuration.maximumPageSize)
        var nodes = try NodeListQuery.read(query, page: page, version: context.version)
        if let parent = nodes.parentNode {
            nodes.parentNode = try await reader.view(parent, context).id.text
        }
        let views = try await reader.views(nodes, context)
        return .json(
            page.answer(
                "nodes", at: path, views, query: query, links: context.links, marker: { $0.id.text },
                show: selection.show))
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: [.init("fields", since: 8)], version: context.version)
        let selection = try query.words("fields").map { try NodeFields.table.chosen($0, for: context.version) }
        let view = try await reader.view(try context.reference("node"), context)
        return .json((selection ?? NodeFields.table.all(for: context.version)).show(view))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: [.init("reset_interfaces", since: 45)], version: context.version)
        let patch = try NodePatch(
            try await JSONBody.required(request, context), resetInterfaces: try query.flag("reset_interfaces"),
            version: context.version)
        let oldest = services.oldestSighting
        let view = try await NodeWriter(services: services).edit(try context.reference("node"), context) {
            try patch.apply(to: &$0, $1, oldestSighting: oldest)
        }
        return .json(represent(view))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        try await NodeDeletion(services: services).delete(try context.reference("node"), context)
        return .empty(.noContent)
    }

    private func setMaintenance(_ request: Request, _ context: APIContext) async throws -> Response {
        let arguments = try await Arguments(request, context, known: ["reason"])
        let reason = try arguments.text("reason")
        _ = try await NodeWriter(services: services).edit(try context.reference("node"), context) { node, _ in
            node.inMaintenance = true
            node.maintenanceReason = reason
        }
        return .empty(.accepted)
    }

    private func clearMaintenance(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await NodeWriter(services: services).edit(try context.reference("node"), context) { node, _ in
            node.setMaintenance(false)
        }
        return .empty(.accepted)
    }

    private func represent(_ view: NodeView) -> JSONValue {
        NodeFields.table.all(for: view.version).show(view)
    }
}
