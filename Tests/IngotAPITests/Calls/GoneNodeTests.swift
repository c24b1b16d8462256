import HTTPTypes
import IngotModel
import IngotStorage
import Testing

/// Calls that wait for a conductor while their node is deleted.
struct GoneNodeTests {
    @Test(
        arguments: [
            ("PUT", "states/provision", ["target": "manage"]),
            ("PUT", "states/provision?dry_run=true", ["target": "manage"]),
            ("PUT", "states/power", ["target": "power on"]), ("GET", "management/boot_device", nil),
            ("GET", "vifs", nil),
            ("GET", "validate", nil), ("GET", "plan?target=manage", nil),
        ] as [(String, String, JSONValue?)])
    func `a call whose node is deleted is told that the node is not there`(
        _ method: String, _ path: String, _ body: JSONValue?
    ) async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            let rings = api.store.bell.rings
            let call = Task {
                try await api.send(
                    try #require(HTTPRequest.Method(method)), "/v1/nodes/\(node.id)/\(path)", body)
            }
            await api.store.bell.wait(after: rings)
            try await api.store.write {
                try $0.nodes.delete(node.id)
                $0.ringAfterCommit()
            }
            let answer = try await call.value
            #expect(answer.status == 404, "\(answer.text)")
            #expect(answer.inner["error_code"] == "node_not_found")
        }
    }
}
