import Foundation
import IngotModel
import IngotStorage
import Testing

@testable import IngotAPI

/// The description of the API for machines.
struct OpenAPITests {
    private func document() async throws -> JSONValue {
        try JSONValue.parse(try await OpenAPIText.standard())
    }

    @Test func `the committed document is what the tables say`() async throws {
        let file = URL(filePath: #filePath).appending(path: "../../../../docs/openapi.json").standardized
        let committed = try String(contentsOf: file, encoding: .utf8)
        let isEqual = try await OpenAPIText.standard() == committed
        #expect(
            isEqual, "The API has changed: write docs/openapi.json anew with 'make openapi', and read the difference")
    }

    @Test func `everybody is answered with it, whatever the version`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.get("/openapi.json", version: nil)
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "application/json")
            let document = try await document()
            #expect(answer.json == document)
        }
    }

    @Test func `every route is in it, once`() async throws {
        let paths = try #require(try await document()["paths"]?.object)
        let store = try Store.inMemory()
        let services = APIServices(store: store, configuration: APIConfiguration(), clock: HandClock())
        for endpoint in APIEndpoints.versioned(services) {
            #expect(paths["/v1\(endpoint.path)"]?[endpoint.method.rawValue.lowercased()] != nil, "\(endpoint.path)")
        }
        await store.close()
        let identifiers = paths.values.flatMap { $0.object?.values.compactMap { $0["operationId"]?.string } ?? [] }
        #expect(Set(identifiers).count == identifiers.count)
    }

    @Test func `every reference leads somewhere`() async throws {
        let document = try await document()
        for reference in Set(references(in: document)) {
            let target = reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
            #expect(!target.isNull, "\(reference)")
        }
    }

    @Test func `one name stands for one resource`() async throws {
        let store = try Store.inMemory()
        let services = APIServices(store: store, configuration: APIConfiguration(), clock: HandClock())
        var known: [String: [String]] = [:]
        for resource in APIEndpoints.versioned(services).flatMap(\.answer.resources) {
            let fields = known[resource.componentName, default: resource.names]
            #expect(fields == resource.names, "\(resource.name)")
            known[resource.componentName] = resource.names
        }
        await store.close()
    }

    @Test func `versions, nulls and words are told`() async throws {
        let document = try await document()
        let node = try #require(document["components"]?["schemas"]?["Node"]?["properties"])
        #expect(node["shard"] == ["type": ["string", "null"], "x-since": "1.82"])
        #expect(node["maintenance"] == ["type": "boolean"])
        #expect(node["uuid"] == ["type": "string", "format": "uuid"])
        let list = try #require(document["paths"]?["/v1/nodes"]?["get"])
        let direction = list["parameters"]?.array?.first { $0["name"] == "sort_dir" }
        #expect(direction?["schema"]?["enum"] == ["asc", "desc"])
        let creation = document["paths"]?["/v1/nodes"]?["post"]?["requestBody"]
        #expect(creation?["content"]?["application/json"]?["schema"]?["required"] == ["driver"])
        #expect(document["paths"]?["/v1/nodes/{node}"]?["patch"]?["responses"]?["412"] != nil)
    }

    @Test func `every answer is described`() async throws {
        let paths = try #require(try await document()["paths"]?.object)
        for (path, operations) in paths where !path.contains("vendor_passthru") {
            for (method, operation) in operations.object ?? [:] {
                let responses = operation["responses"]?.object ?? [:]
                for (status, answer) in responses where status.hasPrefix("2") {
                    guard let schema = answer["content"]?["application/json"]?["schema"] else { continue }
                    #expect(schema.object?.isEmpty == false && schema != ["type": "object"], "\(method) \(path)")
                    #expect(
                        status != "201" || answer["headers"]?["ETag"] != nil, "\(method) \(path) makes a resource")
                }
            }
        }
    }

    @Test(arguments: [
        ("delete", "/v1/nodes/{node}/allocation"), ("put", "/v1/runbooks/{runbook}/traits"),
        ("delete", "/v1/runbooks/{runbook}/traits"), ("put", "/v1/runbooks/{runbook}/traits/{trait}"),
        ("delete", "/v1/runbooks/{runbook}/traits/{trait}"),
    ])
    func `conditions of changes are told`(_ method: String, _ path: String) async throws {
        let operation = try #require(try await document()["paths"]?[path]?[method])
        #expect(operation["responses"]?["412"] != nil)
        #expect(operation["parameters"]?.array?.contains(["$ref": "#/components/parameters/IfMatch"]) == true)
        #expect(operation["responses"]?["204"]?["headers"]?["ETag"] == nil)
    }

    @Test func `a route that refuses everything promises nothing`() async throws {
        let operation = try await document()["paths"]?["/v1/nodes/{node}/ports/{port}"]?["delete"]
        let statuses = operation?["responses"]?.object.map { Set($0.keys) } ?? []
        #expect(statuses.contains("400"))
        #expect(!statuses.contains { $0.hasPrefix("2") })
    }

    private func references(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { name, value in
                name == "$ref" ? [value.string ?? "a reference that is no text"] : references(in: value)
            }
        case .array(let values): values.flatMap(references)
        default: []
        }
    }
}
