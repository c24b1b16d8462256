import Hummingbird
import IngotModel
import IngotStorage
import Logging

/// Builds the Bare Metal API over a store.
///
/// The result serves `Application(router:)` in the program and `app.test(.router)` in tests. Routes exist with and
/// without the `/v1` prefix, as the field's clients use both.
package func makeRouter(
    store: Store, configuration: APIConfiguration = APIConfiguration(), clock: any WallClock = SystemWallClock(),
    logger: Logger
) -> Router<APIContext> {
    let services = APIServices(store: store, configuration: configuration, clock: clock)
    let router = Router(context: APIContext.self)
    router.add(middleware: RequestIdentityMiddleware())
    router.add(middleware: AccessLogMiddleware(logger: logger))
    router.add(middleware: VersionMiddleware(publicEndpoint: configuration.publicEndpoint))
    router.add(middleware: ErrorBodyMiddleware(logger: logger))
    router.add(middleware: AcceptMiddleware())

    var table = EndpointTable(configuration: configuration)
    table.add(RootController().endpoints, below: "")
    table.add(FilesController(services: services).endpoints, below: "")
    for prefix in ["/v1", ""] {
        table.add(NodesController(services: services).endpoints, below: prefix)
        table.add(NodeStatesController(services: services).endpoints, below: prefix)
        table.add(NodePartsController(services: services).endpoints, below: prefix)
        table.add(PortsController(services: services).endpoints, below: prefix)
        table.add(DriversController(services: services).endpoints, below: prefix)
        table.add(ConductorsController(services: services).endpoints, below: prefix)
        table.add(LookupController(services: services).endpoints, below: prefix)
        table.add(HeartbeatController(services: services).endpoints, below: prefix)
        table.add(TimelineController(services: services).endpoints, below: prefix)
    }
    table.register(in: router)
    return router
}
