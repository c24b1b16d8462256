import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ports: create, list (also below a node), show, change, delete.
struct PortsController: Sendable {
    let services: APIServices

    private var writer: PortWriter { PortWriter(services: services) }

    var endpoints: [Endpoint] {
        [
            Endpoint(.post, "/ports", create),
            Endpoint(.get, "/ports", list),
            Endpoint(.get, "/ports/detail", listInDetail),
            Endpoint(.get, "/ports/{port}", show),
            Endpoint(.patch, "/ports/{port}", update),
            Endpoint(.delete, "/ports/{port}", delete),
            Endpoint(.get, "/nodes/{node}/ports", list),
            Endpoint(.get, "/nodes/{node}/ports/detail", listInDetail),
            Endpoint(.get, "/nodes/{node}/ports/{port}", refuseNested),
        ]
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let view = try await writer.create(try await JSONBody.object(request, context), context)
        return .json(represent(view), status: .created, location: context.links.url("ports/\(view.record.id)"))
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: PortListQuery.summaryParameters, version: context.version)
        let isDetailed = try query.flag("detail") ?? false
        let fields = query.words("fields")
        guard !isDetailed || fields == nil else {
            throw APIError.invalid("The query parameters 'detail' and 'fields' exclude each other")
        }
        let selection =
            if let fields {
                try PortFields.table.chosen(fields, for: context.version)
            } else if isDetailed {
                PortFields.table.all(for: context.version)
            } else {
                PortFields.table.listed(for: context.version)
            }
        return try await page("", query, selection, context)
    }

    private func listInDetail(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(request, known: PortListQuery.parameters, version: context.version)
        return try await page("/detail", query, PortFields.table.all(for: context.version), context)
    }

    private func page(
        _ suffix: String, _ query: QueryParameters, _ selection: FieldSelection<PortView>, _ context: APIContext
    ) async throws -> Response {
        let page = try Page(query, maximum: services.configuration.maximumPageSize)
        let parent = context.parameters.get("node") == nil ? nil : try context.reference("node")
        let wanted = try PortListQuery(query, below: parent, page: page, version: context.version)
        let views = try await services.store.read { transaction in
            try wanted.ports(transaction, context).map {
                PortView(record: $0, links: context.links, version: context.version)
            }
        }
        let path = (parent.map { "nodes/\(URLText.encoded($0))/ports" } ?? "ports") + suffix
        return .json(
            page.answer(
                "ports", at: path, views, query: query, links: context.links, marker: { $0.record.id.text },
                show: selection.show))
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: [.init("fields", since: 8)], version: context.version)
        let selection = try query.words("fields").map { try PortFields.table.chosen($0, for: context.version) }
        let reference = try context.reference("port")
        let port = try await services.store.read { try PortWriter.port(reference, $0) }
        let view = PortView(record: port, links: context.links, version: context.version)
        return .json((selection ?? PortFields.table.all(for: context.version)).show(view))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try QueryParameters(request, known: [], version: context.version)
        let patch = try JSONPatch(try await JSONBody.required(request, context), version: context.version)
        try PortFields.table.check(patch, version: context.version)
        return .json(represent(try await writer.update(try context.reference("port"), patch, context)))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("port")
        guard let id = PortID(reference) else {
            throw APIError.invalid("A port is deleted by its UUID, not by '\(reference)'", code: "invalid_uuid")
        }
        try await writer.delete(id)
        return .empty(.noContent)
    }

    private func refuseNested(_ request: Request, _ context: APIContext) async throws -> Response {
        throw APIError.invalid(
            "A single port is found below /v1/ports, not below its node", code: "malformed_uri")
    }

    private func represent(_ view: PortView) -> JSONValue {
        PortFields.table.all(for: view.version).show(view)
    }
}
