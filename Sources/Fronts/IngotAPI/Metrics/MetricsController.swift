import HTTPTypes
import Hummingbird
import Prometheus

/// `GET /metrics`: numbers for Prometheus.
struct MetricsController: Sendable {
    static let path = "/metrics"

    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, Self.path, services.configuration.metricsAccess == .callers ? .callers : .everybody,
                answer: EndpointAnswer(status: 200, shape: .stream("text/plain")),
                "Tells what is measured, as Prometheus reads it.", metrics)
        ]
    }

    private func metrics(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let source = services.metrics, services.configuration.metricsAccess != .nobody else {
            throw APIError(
                status: 404, code: "metrics_not_served",
                message: "Nothing is served at /metrics; the setting metrics.access says who may read it")
        }
        let text = await source.text(services.store, at: services.now)
        return Response(
            status: .ok, headers: [.contentType: Registry.mediaType], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
