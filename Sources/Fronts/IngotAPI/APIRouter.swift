import Hummingbird
import IngotModel
import IngotStorage
import Logging

/// Builds the Bare Metal API over a store.
///
/// The result serves `Application(router:)` in the program and `app.test(.router)` in tests. Routes exist with and
/// without the `/v1` prefix, as the field's clients use both.
package func makeRouter(
    store: Store, configuration: APIConfiguration = APIConfiguration(), access: AccessControl = .open,
    clock: any WallClock = SystemWallClock(), metrics: MetricsSource? = nil, logger: Logger
) -> APIRoutes {
    let services = APIServices(store: store, configuration: configuration, clock: clock, metrics: metrics)
    let router = Router(context: APIContext.self)
    router.add(middleware: RequestIdentityMiddleware())
    router.add(middleware: AccessLogMiddleware(logger: logger))
    router.add(middleware: VersionMiddleware(configuration: configuration))
    router.add(middleware: ErrorBodyMiddleware(logger: logger))
    router.add(middleware: AcceptMiddleware())

    var table = EndpointTable(configuration: configuration, access: access, meters: metrics?.meters ?? .none)
    router.add(middleware: UnmatchedMiddleware(meter: table.unmatched))
    table.add(APIEndpoints.unversioned(services), below: "")
    for prefix in ["/v1", ""] {
        table.add(APIEndpoints.versioned(services), below: prefix)
        table.add(APIEndpoints.undescribed(services), below: prefix)
    }
    table.register(in: router)
    return APIRoutes(router: router)
}
