import IngotModel

/// One request to the service, before it is bound to an address.
package struct Call: Sendable, Hashable {
    package var method: String
    /// Path segments below the endpoint; each is escaped on its own, so that a name may hold anything.
    package var path: [String]
    package var query: [String: String]
    package var body: JSONValue?

    package init(_ method: String, _ path: [String], query: [String: String] = [:], body: JSONValue? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
    }

    /// The first name in the path that would lead elsewhere: servers and proxies take such segments out.
    package var misleadingName: String? { path.first { ["", ".", ".."].contains($0) } }

    /// The whole address of the call at `endpoint`, with the query in the order of its names.
    package func url(at endpoint: Endpoint) -> String {
        let path = path.map { "/" + Self.escaped($0) }.joined()
        guard !query.isEmpty else { return endpoint.address + path }
        let pairs = query.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.escaped($0.value))" }
        return "\(endpoint.address)\(path)?\(pairs.joined(separator: "&"))"
    }

    /// Percent-encodes everything but the unreserved characters of RFC 3986, section 2.3.
    private static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            if plain.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 0xF)])"
            }
        }
    }
}
