import AsyncToolkit
import CoreMetrics
import IngotMetrics
import IngotModel
import IngotStorage
import Prometheus

/// What every controller needs: the database, the settings, the time of day.
struct APIServices: Sendable {
    let store: Store
    let configuration: APIConfiguration
    let clock: any WallClock
    let representations: RepresentationCache
    let stamps = StampMemory(capacity: 16_384)
    let offers = OfferMemory()
    let answers: AnswerDesk
    /// Shared by all streams of events of this API.
    let streams: CallSlots
    /// Reports of ramdisks are large and come from anybody.
    let reports: CallSlots

    /// What `/metrics` tells; nil where nothing is measured.
    let metrics: MetricsSource?
    let heartbeats: Counter

    init(
        store: Store, configuration: APIConfiguration, clock: any WallClock, metrics: MetricsSource? = nil
    ) {
        self.metrics = metrics
        heartbeats = (metrics?.meters ?? .none).counter(.heartbeats)
        self.store = store
        self.configuration = configuration
        self.clock = clock
        answers = AnswerDesk(
            bell: store.bell, pollInterval: configuration.pollInterval, patience: configuration.databasePatience
        ) { requests in
            try await store.read { try $0.requests.answers(to: requests) }
        }
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
