import HTTPTypes
import Hummingbird
import IngotModel

extension HTTPField.Name {
    static let forwardedProto = literal("X-Forwarded-Proto")
    static let forwardedHost = literal("X-Forwarded-Host")
}

/// Builds the absolute links of answers.
struct LinkBuilder: Sendable {
    /// Scheme and host, without a slash at the end.
    let base: String

    init(base: String) { self.base = base }

    /// The operator's public endpoint, else what the proxy or the request calls us.
    init(for request: Request, _ configuration: APIConfiguration, isLocal: Bool) {
        if let endpoint = configuration.publicEndpoint, !endpoint.isEmpty {
            base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
            return
        }
        var scheme = configuration.isSecure && !isLocal ? "https" : "http"
        var host = request.head.authority ?? "localhost"
        if configuration.trustsProxyHeaders {
            if let proto = request.headers[.forwardedProto], ["http", "https"].contains(proto) { scheme = proto }
            if let name = request.headers[.forwardedHost], Self.isHost(name) { host = name }
        }
        base = "\(scheme)://\(Self.isHost(host) ? host : "localhost")"
    }

    /// Whether a text can stand as host and port in a link.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { URLText.isUnreserved($0) || ":[]".utf8.contains($0) }
    }

    /// The URL of a resource below `/v1`.
    func url(_ path: String) -> String { "\(base)/v1/\(path)" }

    /// The path of a request below `/v1`, as it was sent.
    func path(of request: Request) -> String {
        let path = request.uri.path.drop { $0 == "/" }
        let below = path == "v1" ? "" : path.hasPrefix("v1/") ? path.dropFirst(3) : path
        return String(below.last == "/" ? below.dropLast() : below)
    }

    /// The `self` and `bookmark` links of a resource; the bookmark has no version in it.
    func pair(_ path: String) -> JSONValue {
        [
            ["href": .string(url(path)), "rel": "self"],
            ["href": .string("\(base)/\(path)"), "rel": "bookmark"],
        ]
    }
}
