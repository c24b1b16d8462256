import HTTPTypes
import Hummingbird
import IngotMetrics

/// Measures what no route takes, for its path or for its method: all under one label, so that whoever tries many paths
/// makes no series for each of them.
struct UnmatchedMeter: Sendable {
    private static let route = "unmatched"

    private let known: [HTTPRequest.Method: RequestMeter]
    private let others: RequestMeter

    init(_ meters: Meters) {
        known = Dictionary(
            EndpointTable.methods.map { ($0, RequestMeter(meters, method: $0.rawValue, route: Self.route)) },
            uniquingKeysWith: { $1 })
        others = RequestMeter(meters, method: "other", route: Self.route)
    }

    func measuring(_ method: HTTPRequest.Method, _ body: () async throws -> Response) async throws -> Response {
        try await (known[method] ?? others).measuring(body)
    }
}
