import Hummingbird
import IngotModel
import IngotStorage
import Logging

/// Builds a router with `/metrics` alone: for processes without the API, and for listeners that only the monitoring reaches.
package func makeMetricsRouter(
    store: Store, configuration: APIConfiguration, access: AccessControl, clock: any WallClock = SystemWallClock(),
    metrics: MetricsSource, logger: Logger
) -> Router<APIContext> {
    let services = APIServices(store: store, configuration: configuration, clock: clock, metrics: metrics)
    let router = Router(context: APIContext.self)
    router.add(middleware: RequestIdentityMiddleware())
    router.add(middleware: ErrorBodyMiddleware(logger: logger))
    var table = EndpointTable(configuration: configuration, access: access)
    table.add(MetricsController(services: services).endpoints, below: "")
    table.register(in: router)
    return router
}
