import AsyncHTTPClient
import IngotContracts
import IngotModel
import Logging
import NIOCore
import NIOHTTP1

/// The agent's calls to the conductor's API: its version, the lookup, the heartbeat.
package struct ConductorClient: Sendable {
    /// The version assumed where the API does not tell: the oldest that agents still meet.
    static let oldest = APIVersionNumber(1, 31)
    static let agentVersionSince = APIVersionNumber(1, 36)
    static let tokensSince = APIVersionNumber(1, 62)
    static let certificatesSince = APIVersionNumber(1, 68)

    let urls: [String]
    let client: HTTPClient
    let timeout: Duration
    let globalRequestID: String?
    let logger: Logger

    /// Asks the API for its newest version; one that cannot be reached counts as old.
    func discoverVersion() async -> APIVersionNumber {
        for url in urls {
            do {
                let answer = try await call(.GET, "\(url)/", version: nil, body: nil)
                let newest = answer.header("X-OpenStack-Ironic-API-Maximum-Version")
                let text = answer.json?["default_version"]?["version"]?.string ?? newest
                if let version = text.flatMap(APIVersionNumber.init) { return version }
            } catch {
                logger.warning(
                    "The conductor's API did not tell its version", metadata: ["url": "\(url)", "error": "\(error)"])
            }
        }
        return Self.oldest
    }

    /// Asks who this machine is.
    ///
    /// - Throws: ``AgentCommandError`` of kind `lookupNode`, with the answer's status as evidence.
    func lookup(addresses: [String], nodeUUID: String?, version: APIVersionNumber) async throws -> Answer {
        var query = "addresses=" + addresses.map(Self.escaped).joined(separator: "%2C")
        if let nodeUUID { query += "&node_uuid=" + Self.escaped(nodeUUID) }
        return try await firstAnswer(.lookupNode) { url in
            try await call(.GET, "\(url)/v1/lookup?\(query)", version: min(version, Self.tokensSince), body: nil)
        }
    }

    /// Tells that the agent lives and where.
    func heartbeat(_ body: HeartbeatBody, node: String, version: APIVersionNumber) async throws -> Answer {
        try await firstAnswer(.heartbeatConnection) { url in
            try await call(
                .POST, "\(url)/v1/heartbeat/\(Self.escaped(node))", version: min(version, Self.certificatesSince),
                body: body.json)
        }
    }

    /// What the API answered.
    package struct Answer: Sendable {
        package var url: String
        package var status: Int
        package var headers: [(String, String)]
        package var body: [UInt8]

        var json: JSONValue? { try? JSONValue.parse(body) }

        func header(_ name: String) -> String? {
            headers.first { $0.0.lowercased() == name.lowercased() }?.1
        }

        /// The API's own words on what is wrong; its error body holds JSON within JSON.
        var reason: String {
            guard let message = json?["error_message"] else { return String(decoding: body.prefix(300), as: UTF8.self) }
            let inner = message.string.flatMap { try? JSONValue.parse($0) } ?? message
            return inner["faultstring"]?.string ?? message.string ?? inner.serialized()
        }
    }

    /// The answer of the first URL that gives one, whatever its status.
    private func firstAnswer(_ kind: AgentCommandError.Kind, _ attempt: (String) async throws -> Answer) async throws
        -> Answer
    {
        var failures: [String] = []
        for url in urls {
            do {
                return try await attempt(url)
            } catch {
                failures.append("\(url): \(error)")
            }
        }
        throw AgentCommandError(kind, "no answer from the conductor's API: \(failures.joined(separator: "; "))")
    }

    private func call(_ method: HTTPMethod, _ url: String, version: APIVersionNumber?, body: JSONValue?) async throws
        -> Answer
    {
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "ingot-agent/\(Product.version)")
        if let version { request.headers.add(name: "X-OpenStack-Ironic-API-Version", value: "\(version)") }
        if let globalRequestID { request.headers.add(name: "X-OpenStack-Request-ID", value: globalRequestID) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body.serializedBytes())) }
        let response = try await client.execute(request, timeout: .nanoseconds(timeout.wholeNanoseconds))
        let content = try await response.body.collect(upTo: 4 << 20)
        return Answer(
            url: url, status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
            body: Array(content.readableBytesView))
    }

    /// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
    private static func escaped(_ text: String) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            if unreserved.contains(byte) { return String(UnicodeScalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
