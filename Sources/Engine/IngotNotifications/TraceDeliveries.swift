import IngotModel
import IngotStorage

/// What a collector of OpenTelemetry traces is sent: each run that has ended, as a trace.
struct TraceDeliveries: DeliverySource {
    let store: Store

    var kinds: Set<Event.Kind> { [.runEnded] }

    /// Nil where the run has been forgotten meanwhile.
    func delivery(of event: Event, to target: DeliveryTarget, at now: Timestamp) async throws -> Delivery? {
        guard let id = event.body["run"]?.string.flatMap({ RunID($0) }) else { return nil }
        let found = try await store.read { transaction in
            try transaction.runs.find(id).map { (run: $0, entries: try transaction.journal.entries(id)) }
        }
        return found.map { found in
            let tree = SpanTree(found.run, found.entries, now: now)
            return Delivery(json: OTLPTrace(trees: [tree]).json.serialized())
        }
    }

    /// OTLP 1.x, "Failures": but for these answers, a collector that has answered will never take it.
    func isFinal(_ failure: DeliveryFailure) -> Bool {
        failure.status.map { ![429, 502, 503, 504].contains($0) } ?? false
    }
}
