import IngotContracts
import IngotModel

/// The description of the API for machines (OpenAPI 3.1), made from the tables that the API itself runs on.
struct OpenAPIDocument {
    private var paths: [String: [String: JSONValue]] = [:]
    private(set) var schemas: [String: JSONValue] = OpenAPIRefusals.schemas

    init(_ services: APIServices) {
        for endpoint in APIEndpoints.unversioned(services) { add(endpoint, at: endpoint.path, isVersioned: false) }
        for endpoint in APIEndpoints.versioned(services) {
            add(endpoint, at: "/v1" + endpoint.path, isVersioned: true)
        }
        for path in paths.keys { link(path) }
        schemas["Link"] = [
            "type": "object", "required": ["href", "rel"],
            "properties": [
                "href": ["type": "string"], "rel": ["type": "string"], "type": ["type": "string"],
            ],
        ]
    }

    /// Paths that stand for any number of segments cannot be told in OpenAPI.
    private mutating func add(_ endpoint: Endpoint, at path: String, isVersioned: Bool) {
        guard !path.contains("**") else { return }
        paths[path, default: [:]][endpoint.method.rawValue.lowercased()] = endpoint.operation(
            at: path, isVersioned: isVersioned)
        for resource in endpoint.answer.resources { schemas[resource.componentName] = resource.shown }
    }

    /// Leads from the answer of a creation to what can be done with the thing that was made.
    private mutating func link(_ path: String) {
        guard var creation = paths[path]?["post"]?.object, var responses = creation["responses"]?.object,
            var made = responses["201"]?.object,
            let single = paths.keys.first(where: { Self.isSingle($0, of: path) })
        else { return }
        let parameter = String(single.dropFirst(path.count + 2).dropLast())
        var links: [String: JSONValue] = [:]
        for (method, operation) in paths[single] ?? [:] {
            guard let identifier = operation["operationId"] else { continue }
            links[method] = ["operationId": identifier, "parameters": .object([parameter: "$response.body#/uuid"])]
        }
        made["links"] = .object(links)
        responses["201"] = .object(made)
        creation["responses"] = .object(responses)
        paths[path]?["post"] = .object(creation)
    }

    /// Whether a path is the other with one parameter added.
    private static func isSingle(_ path: String, of collection: String) -> Bool {
        path.hasPrefix("\(collection)/{") && path.hasSuffix("}") && !path.dropFirst(collection.count + 1).contains("/")
    }

    var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Ingot, a bare metal service", "version": .string(Microversion.newest.description),
                "description": .string(Self.description),
                "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths.mapValues(JSONValue.object)),
            "components": [
                "schemas": .object(schemas), "responses": OpenAPIRefusals.components,
                "headers": OpenAPIHeaders.components, "parameters": OpenAPIHeaders.parameters,
                "securitySchemes": Self.security,
            ],
        ]
    }

    private static let description = """
        The OpenStack Bare Metal API, versions \(Microversion.oldest) to \(Microversion.newest), with Ingot's \
        extensions. A request names its version in a header; `x-since` tells from which version an operation, a \
        parameter or a field exists, `x-status-before` what older callers are answered, `x-policies` which rules \
        decide. Every path below /v1 works without that prefix too.
        """

    private static let security: JSONValue = [
        "token": [
            "type": "apiKey", "in": "header", "name": "X-Auth-Token", "description": "A token of the Identity service.",
        ],
        "basic": ["type": "http", "scheme": "basic"],
    ]
}
