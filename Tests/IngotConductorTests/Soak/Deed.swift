/// The kinds of things that may happen next, each as often as its weight says.
enum Deed: CaseIterable, Sendable {
    /// A task that waits at a seam is let on, perhaps into a fault.
    case letOn
    case lookAround, doJob, askForVerb, sendHeartbeat, passTime, jumpAhead
    case kill, start, freeze, thaw, cutOff, reconnect, drain, stop, breakLease
    case toggleMaintenance, patch, withdraw, deleteNode
    case allocate, giveBack
    case pressButton, silence, leaveRemains

    var weight: Int {
        switch self {
        case .letOn: 300
        case .lookAround: 60
        case .askForVerb, .doJob: 30
        case .passTime: 36
        case .sendHeartbeat, .thaw, .reconnect: 12
        case .start: 16
        case .toggleMaintenance, .allocate: 8
        case .giveBack: 5
        case .freeze, .cutOff: 4
        case .jumpAhead, .kill, .drain, .breakLease, .patch, .pressButton: 3
        case .withdraw, .stop, .deleteNode, .silence, .leaveRemains: 2
        }
    }

    static func random(using generator: inout some RandomNumberGenerator) -> Deed {
        var left = Int.random(in: 0..<total, using: &generator)
        return allCases.first { deed in
            left -= deed.weight
            return left < 0
        } ?? .letOn
    }

    private static let total = allCases.reduce(0) { $0 + $1.weight }
}
