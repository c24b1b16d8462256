import AsyncHTTPClient
import IngotModel
import NIOCore
import NIOHTTP1
import Testing

@testable import IngotRuntime

/// Calls the API as any client does.
struct Caller: Sendable {
    let address: IngotRuntime.SocketAddress

    @discardableResult
    func call(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, expecting status: UInt = 200) async throws
        -> JSONValue
    {
        var request = HTTPClientRequest(url: "http://\(address)\(path)")
        request.method = method
        request.headers.add(name: "X-OpenStack-Ironic-API-Version", value: "latest")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body.serializedBytes()))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = Array(buffer: try await response.body.collect(upTo: 4 << 20))
        #expect(response.status.code == status, "\(method) \(path): \(String(decoding: bytes, as: UTF8.self))")
        return bytes.isEmpty ? .null : try JSONValue.parse(bytes)
    }

    /// Follows the node's events until it rests in one of `states`; the server's own deadlines end the wait.
    func wait(for states: [String], _ node: String) async throws -> JSONValue {
        var request = HTTPClientRequest(url: "http://\(address)/v1/events/stream?node=\(node)&kinds=node.state")
        request.headers.add(name: "X-OpenStack-Ironic-API-Version", value: "latest")
        let stream = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        // The first piece says that the stream has begun: what happens from there on is in it.
        for try await _ in stream.body {
            let shown = try await call(.GET, "/v1/nodes/\(node)")
            if let state = shown["provision_state"]?.string, states.contains(state) { return shown }
        }
        let shown = try await call(.GET, "/v1/nodes/\(node)")
        Issue.record("node \(node) did not reach \(states): \(shown.serialized())")
        return shown
    }
}
