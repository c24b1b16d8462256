import IngotModel

/// What became of asking a machine's power interface for the last time.
enum PowerFinding: Sendable, Hashable {
    /// The interface answered; nil where it does not know.
    case state(PowerState?)
    case failed(String)
    /// It did not answer within the time that is given for it.
    case silent(Duration)

    var isOff: Bool { self == .state(.off) }

    /// Whether the way to the machine itself is in doubt.
    var isUnreachable: Bool {
        switch self {
        case .state: false
        case .failed, .silent: true
        }
    }

    /// - Parameter known: the state that the node had until then.
    func words(_ interface: String, known: PowerState?) -> String {
        let name = "the power interface '\(interface)'"
        let before = known.map { " (before that, it was at '\($0.rawValue)')" } ?? ""
        return switch self {
        case .state(let state?): "\(name) says that the machine is at '\(state.rawValue)'"
        case .state(nil): "\(name) does not know whether the machine is on"
        case .failed(let problem): "\(name) could not tell the machine's state: \(problem)\(before)"
        case .silent(let limit): "\(name) did not answer within \(Int(limit.inSeconds)) s\(before)"
        }
    }
}
