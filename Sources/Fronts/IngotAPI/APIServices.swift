import AsyncToolkit
import IngotModel
import IngotStorage

/// What every controller needs: the database, the settings, the time of day.
struct APIServices: Sendable {
    let store: Store
    let configuration: APIConfiguration
    let clock: any WallClock

    var now: Timestamp { clock.now }

    /// Conductors that were last seen before this moment are not alive.
    var oldestSighting: Timestamp { now - configuration.conductorTimeout }

    var conductorCheck: ConductorCheck { ConductorCheck(oldestSighting: oldestSighting) }
}
