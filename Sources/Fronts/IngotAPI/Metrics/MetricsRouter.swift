import Hummingbird
import IngotModel
import IngotStorage
import Logging

/// Builds a router with `/metrics` alone: for processes without the API, and for listeners that only the monitoring
/// reaches.
///
/// Whoever reaches it may read it; the configuration's `metricsAccess` is about the API's own route.
package func makeMetricsRouter(
    store: Store, configuration: APIConfiguration, clock: any WallClock = SystemWallClock(), metrics: MetricsSource,
    logger: Logger
) -> Router<APIContext> {
    var configuration = configuration
    configuration.metricsAccess = .everybody
    let services = APIServices(store: store, configuration: configuration, clock: clock, metrics: metrics)
    let router = Router(context: APIContext.self)
    router.add(middleware: RequestIdentityMiddleware())
    router.add(middleware: ErrorBodyMiddleware(logger: logger))
    var table = EndpointTable(configuration: configuration, access: .open)
    table.add(MetricsController(services: services).endpoints, below: "")
    table.register(in: router)
    return router
}
