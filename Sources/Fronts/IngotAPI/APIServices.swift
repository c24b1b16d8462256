import AsyncToolkit
import IngotModel
import IngotStorage

/// What every controller needs: the database, the settings, the time of day.
struct APIServices: Sendable {
    let store: Store
    let configuration: APIConfiguration
    let clock: any WallClock
    let representations: RepresentationCache
    /// Shared by all streams of events of this API.
    let streams: CallSlots
    /// Reports of ramdisks are large and come from anybody.
    let reports: CallSlots

    init(store: Store, configuration: APIConfiguration, clock: any WallClock) {
        self.store = store
        self.configuration = configuration
        self.clock = clock
        streams = CallSlots(
            limit: configuration.maximumEventStreams,
            refusal: .unavailable(
                "All \(configuration.maximumEventStreams) streams of events are taken; close one, or raise the setting"
                    + " events.streams", code: "too_many_streams", retryAfterSeconds: 30))
        reports = CallSlots(
            limit: configuration.maximumReports,
            refusal: .unavailable(
                "\(configuration.maximumReports) reports of ramdisks are being read already; send it again, or raise the"
                    + " setting api.inspection_reports", code: "too_many_reports", retryAfterSeconds: 5))
        representations = RepresentationCache(capacity: configuration.representationCacheSize)
    }

    var now: Timestamp { clock.now }

    /// Conductors that were last seen before this moment are not alive.
    var oldestSighting: Timestamp { now - configuration.conductorTimeout }

    var conductorCheck: ConductorCheck { ConductorCheck(oldestSighting: oldestSighting) }
}
