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
    let streams: StreamSlots

    init(store: Store, configuration: APIConfiguration, clock: any WallClock) {
        self.store = store
        self.configuration = configuration
        self.clock = clock
        streams = StreamSlots(limit: configuration.maximumEventStreams)
        representations = RepresentationCache(capacity: configuration.representationCacheSize)
    }

    var now: Timestamp { clock.now }

    /// Conductors that were last seen before this moment are not alive.
    var oldestSighting: Timestamp { now - configuration.conductorTimeout }

    var conductorCheck: ConductorCheck { ConductorCheck(oldestSighting: oldestSighting) }
}
