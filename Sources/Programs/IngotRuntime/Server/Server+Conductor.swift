import AsyncHTTPClient
import IngotConductor
import IngotDrivers
import IngotHardware
import IngotMetrics
import IngotModel
import IngotStorage

extension Server {
    /// The conductor with the enabled hardware types; throws ``CatalogFault`` for a type that is not built in.
    func conductor(_ hostname: String, _ store: Store, _ http: HTTPClient) throws -> Conductor {
        let parts = DriverParts(
            agent: AgentClient(http: http, settings: settings.agent, logger: logger), agentSettings: settings.agent,
            images: ImageSource(http: http, timeout: settings.imageProbeTimeout, logger: logger),
            fakeDelay: settings.fakeStepDelay)
        var conductor = settings.conductor
        conductor.hostname = hostname
        return Conductor(
            store: store, catalog: try .builtIn(enabled: settings.hardwareTypes, parts), settings: conductor,
            steadyClock: SteadyWallClock(), webCaller: HTTPWebCaller(http: http, logger: logger),
            jobObserver: JobMeter(meters).record, meters: meters, logger: logger)
    }
}
