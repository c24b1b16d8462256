import IngotModel

/// A change of power that somebody asked for while a run waits or is held, such as to boot a machine anew that does not
/// call back. The run makes it before it looks again at what it waits for, and waits on.
///
/// It stands on the node until it is over, so that it outlives the conductor that took it on.
struct PowerInterlude: Sendable, Hashable {
    var target: PowerTarget
    var askedAt: Timestamp
    var hasBegun = false
    /// What the power interface waits for.
    var ticket: JSONValue?

    /// Nil where the change must wait for the run's end: the run is at work, its step changes the power itself, is paused by
    /// maintenance, or is being done by the agent that would go with its ramdisk, or another change is under way.
    init?(_ kind: NodeRequest.Kind, during run: Run, on node: Node, at now: Timestamp) {
        guard case .power(let target) = kind, run.kind.verb != nil, run.state == .suspended,
            node.provisionState.isWaiting || node.provisionState.isHeld, run.pause(on: node) == nil,
            let step = run.plan.steps.at(run.position), step.step.powerTarget == nil,
            !(target.endsRamdisk && step.actor == .agent), PowerInterlude(on: node) == nil
        else { return nil }
        self.target = target
        askedAt = now
    }

    /// Nil where nobody asked for a change.
    init?(on node: Node) {
        guard let known = node.driverInternalInfo[Self.mark],
            let target = known["target"]?.string.flatMap(PowerTarget.init), let asked = known["asked_at"]?.integer
        else { return nil }
        self.target = target
        askedAt = Timestamp(microseconds: Int64(asked))
        hasBegun = known["begun"]?.bool ?? false
        ticket = known["ticket"]
    }

    fileprivate var json: JSONValue {
        var json: [String: JSONValue] = [
            "target": .string(target.rawValue), "asked_at": .integer(askedAt.microseconds), "begun": .bool(hasBegun),
        ]
        json["ticket"] = ticket
        return .object(json)
    }

    fileprivate static let mark = "power_while_waiting"
}

extension Node {
    /// Shows a change of power that is to be made, or is being made, while a run waits.
    mutating func show(_ interlude: PowerInterlude) {
        driverInternalInfo[PowerInterlude.mark] = interlude.json
        targetPowerState = interlude.target.result
    }

    mutating func endInterlude() {
        guard driverInternalInfo.removeValue(forKey: PowerInterlude.mark) != nil else { return }
        targetPowerState = nil
    }
}
