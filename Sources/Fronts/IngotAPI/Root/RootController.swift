import Hummingbird
import IngotContracts
import IngotModel

/// The documents by which clients find their way: `/`, `/v1`, and what probes ask.
struct RootController: Sendable {
    let services: APIServices

    /// The resources that `/v1` links to, with the version from which they exist.
    private static let resources: [(name: String, since: Int)] = [
        ("chassis", 1), ("nodes", 1), ("ports", 1), ("drivers", 1), ("lookup", 22), ("heartbeat", 22),
        ("portgroups", 23), ("volume", 32), ("conductors", 49), ("allocations", 52), ("events", 54),
        ("deploy_templates", 55), ("shards", 82), ("continue_inspection", 84), ("runbooks", 92),
        ("inspection_rules", 96),
    ]

    private typealias Field = ResourceSchema.Field

    private static let versions = EndpointAnswer.object(
        "versions",
        [
            Field("name", .anyText), Field("description", .anyText),
            Field("versions", .objects), Field("default_version", .object),
        ])
    private static let version = EndpointAnswer.object(
        "version",
        [
            Field("id", .anyText), Field("links", .links), Field("media_types", .object),
            Field("version", .object),
        ] + resources.map { Field($0.name, .links, since: $0.since) })
    private static let health = EndpointAnswer.object("health", [Field("status", .anyText)])
    private static let readiness = EndpointAnswer.object(
        "readiness", [Field("status", .anyText), Field("conductors_alive", .count)])

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/", .everybody, answer: Self.versions, "Tells which versions there are.", root),
            Endpoint(.head, "/", .everybody, answer: .silence, "Tells load balancers that the API is there.", presence),
            Endpoint(.get, "/v1", .everybody, answer: Self.version, "Links to the resources of version 1.", version1),
            Endpoint(
                .head, "/v1", .everybody, answer: .silence, "Tells load balancers that version 1 is there.", presence),
            Endpoint(.get, "/healthz", .everybody, answer: Self.health, "Tells that the process lives.", health),
            Endpoint(.get, "/healthcheck", .everybody, answer: Self.health, "Tells that the process lives.", health),
            Endpoint(
                .get, "/readyz", .everybody, answer: Self.readiness,
                "Tells whether the process can serve: its database answers and takes changes.", readiness),
        ]
    }

    private func health(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(["status": "ok"])
    }

    /// How long a change that failed speaks against the database, where no other is made meanwhile.
    private static let memoryOfTrouble = Duration.seconds(15)

    /// - Throws: ``APIError`` (503) where the database cannot be read, or takes no changes.
    private func readiness(_ request: Request, _ context: APIContext) async throws -> Response {
        let oldest = services.oldestSighting
        let conductors = try await services.store.read { try $0.conductors.online(since: oldest).count }
        if let trouble = services.store.writeTrouble(within: Self.memoryOfTrouble) { throw trouble }
        return .json(["status": "ready", "conductors_alive": JSONValue(conductors)])
    }

    /// As a GET would answer, without the body.
    private func presence(_ request: Request, _ context: APIContext) async throws -> Response {
        Response(status: .ok, headers: [.contentType: "application/json"])
    }

    private func root(_ request: Request, _ context: APIContext) async throws -> Response {
        let version = Self.version(context.links)
        return .json([
            "name": "OpenStack Ironic API",
            "description": "Ingot, a bare metal service that speaks the OpenStack Bare Metal API",
            "versions": [version],
            "default_version": version,
        ])
    }

    private func version1(_ request: Request, _ context: APIContext) async throws -> Response {
        var members: [String: JSONValue] = [
            "id": "v1",
            "links": [
                ["href": .string("\(context.links.base)/v1/"), "rel": "self"],
                [
                    "href": "https://docs.openstack.org/ironic/latest/contributor/webapi.html", "rel": "describedby",
                    "type": "text/html",
                ],
            ],
            "media_types": ["base": "application/json", "type": "application/vnd.openstack.ironic.v1+json"],
            "version": Self.version(context.links),
        ]
        for resource in Self.resources where context.version.knows(since: resource.since) {
            members[resource.name] = context.links.pair("\(resource.name)/")
        }
        return .json(.object(members))
    }

    private static func version(_ links: LinkBuilder) -> JSONValue {
        [
            "id": "v1", "status": "CURRENT", "min_version": .string(Microversion.oldest.description),
            "version": .string(Microversion.newest.description),
            "links": [["href": .string("\(links.base)/v1/"), "rel": "self"]],
        ]
    }
}
