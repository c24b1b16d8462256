import IngotModel
import IngotStorage
import Prometheus

extension Registry {
    /// Shows what was counted, in place of what was counted before; nothing where nothing could be counted.
    func show(_ census: Census?, at now: Timestamp) {
        let states = census?.states ?? []
        replace(.nodesByState, by: states.map { ([$0.state.rawValue], Double($0.nodes)) })
        replace(.stateAge, by: states.map { ([$0.state.rawValue], $0.age.inSeconds) })
        replace(.stateOverBudget, by: (census?.overBudget ?? [:]).map { ([$0.key.rawValue], $0.value.inSeconds) })
        replace(.maintenance, by: census.map { [([], Double($0.inMaintenance))] } ?? [])
        replace(.faults, by: (census?.faults ?? [:]).map { ([$0.key], Double($0.value)) })
        replace(.queueDepth, by: Self.lines(of: census) { Double($0.count) })
        replace(.queueAge, by: Self.lines(of: census) { max(0, (now - $0.oldest).inSeconds) })
        replace(
            .activeRuns, by: (census?.runs ?? []).map { ([$0.kind.verb, $0.state.rawValue], Double($0.count)) })
    }

    /// A value for each line, also for those in which nobody stands.
    private static func lines(
        of census: Census?, _ value: (Census.Line) -> Double
    ) -> [(labels: [String], value: Double)] {
        guard let census else { return [] }
        return NodeRequest.State.unsettled.map { state in
            ([state.rawValue], census.lines.first { $0.state == state }.map(value) ?? 0)
        }
    }
}

extension NodeRequest.Kind {
    /// As runs are named: `provision:active` is `active`.
    fileprivate var verb: String { text.split(separator: ":").last.map(String.init) ?? text }
}
