import IngotContracts
import IngotModel

/// `PUT …/states/power`: what is wanted, and for how long to wait for it (contract: `states.json`, `power`).
struct PowerCommand: Sendable {
    static let arguments = [
        Argument("target", .choice(PowerTarget.allCases.map(\.rawValue)), required: true),
        Argument("timeout", .number(timeouts), since: 27),
    ]
    /// In seconds.
    private static let timeouts: ClosedRange<Int64> = 1...Int64(Int32.max)

    let target: PowerTarget
    private let timeout: Int?

    /// - Throws: ``APIError``: 400 and 406.
    init(_ arguments: Arguments, version: Microversion) throws {
        let word = try arguments.requiredText("target")
        timeout = try arguments.integer("timeout")
        if let timeout, !Self.timeouts.contains(Int64(timeout)) {
            let (least, most) = (Self.timeouts.lowerBound, Self.timeouts.upperBound)
            throw APIError.invalid("The argument 'timeout' must be a number of seconds from \(least) to \(most)")
        }
        if timeout != nil, !version.knows(since: 27) {
            throw APIError.tooNew("The argument 'timeout'", since: 27, for: version)
        }
        guard let target = PowerTarget(rawValue: word) else {
            let words = PowerTarget.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError.invalid("There is no power target '\(word)'; there are: \(words)", code: "unknown_target")
        }
        guard version.knows(since: target.minimumMinor) else {
            throw APIError.tooNew("The power target '\(word)'", since: target.minimumMinor, for: version)
        }
        self.target = target
    }

    var requestArguments: [String: JSONValue] {
        timeout.map { ["timeout": JSONValue($0)] } ?? [:]
    }

    /// - Throws: ``APIError``: 400 and 409.
    func check(against node: Node) throws {
        if [.cleaning, .cleanWait].contains(node.provisionState) {
            throw APIError.invalid(
                "The power of node \(node.id) cannot be changed while it is cleaned", code: "invalid_state_for_power")
        }
        if node.disablePowerOff, target.result == .off {
            throw APIError.conflict(
                "Node \(node.id) may not be powered off, as its 'disable_power_off' is set", code: "power_off_disabled")
        }
    }
}
