import IngotModel
import IngotStorage
import Prometheus

extension Registry {
    /// Shows what was counted, in place of what was counted before; nothing where nothing could be counted.
    func show(_ census: Census?, at now: Timestamp) {
        let waiting = NodeRequest.State.allWaiting.map { ([$0.rawValue], Double(census?.requests[$0] ?? 0)) }
        let states = census?.states ?? []
        replace(.nodesByState, by: states.map { ([$0.state.rawValue], Double($0.nodes)) })
        replace(.stateAge, by: states.map { ([$0.state.rawValue], $0.age.inSeconds) })
        replace(.stateOverBudget, by: (census?.overBudget ?? [:]).map { ([$0.key.rawValue], $0.value.inSeconds) })
        replace(.maintenance, by: census.map { [([], Double($0.inMaintenance))] } ?? [])
        replace(.faults, by: (census?.faults ?? [:]).map { ([$0.key], Double($0.value)) })
        replace(.queueDepth, by: census == nil ? [] : waiting)
        replace(.queueAge, by: census.map { [([], $0.oldestRequest.map { max(0, (now - $0).inSeconds) } ?? 0)] } ?? [])
        replace(
            .activeRuns, by: (census?.runs ?? []).map { ([$0.kind.verb, $0.state.rawValue], Double($0.count)) })
    }
}

extension NodeRequest.Kind {
    /// As runs are named: `provision:active` is `active`.
    fileprivate var verb: String { text.split(separator: ":").last.map(String.init) ?? text }
}

extension NodeRequest.State {
    fileprivate static let allWaiting: [Self] = [.queued, .claimed]
}
