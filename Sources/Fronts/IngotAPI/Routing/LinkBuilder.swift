import Hummingbird
import IngotModel

/// Builds the absolute links of answers.
struct LinkBuilder: Sendable {
    /// Scheme and host, without a slash at the end.
    let base: String

    init(base: String) { self.base = base }

    /// The operator's public endpoint, else what the request calls us.
    init(for request: Request, publicEndpoint: String?) {
        if let publicEndpoint, !publicEndpoint.isEmpty {
            base = publicEndpoint.hasSuffix("/") ? String(publicEndpoint.dropLast()) : publicEndpoint
        } else {
            base = "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
        }
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
