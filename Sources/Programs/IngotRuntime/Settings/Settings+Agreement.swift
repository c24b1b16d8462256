import IngotModel

extension Settings {
    /// What is wrong with settings of which each alone is right; one line each.
    var contradictions: [String] { [silence, lateNotice, hastyClaim].compactMap { $0 } }

    /// A conductor says that it lives as often as the shorter of its heartbeat and a third of its lease asks for. Who
    /// counts it as dead before it could have said so twice does that to one that is merely late.
    private var silence: String? {
        let pulse = min(conductor.heartbeatInterval, conductor.leaseDuration / 3)
        guard conductorTimeout < pulse * 2 else { return nil }
        return "api.conductor_timeout = \"\(text(of: "api.conductor_timeout"))\": conductors say that they live every"
            + " \(Self.text(pulse)) (conductor.heartbeat is \(text(of: "conductor.heartbeat")), a third of conductor.lease, which is"
            + " \(text(of: "conductor.lease"))), and would be shown as not alive while they are; expected at least"
            + " \(Self.text(pulse * 2))"
    }

    /// A conductor that waits for a database whose host is gone must have found that out, and have renewed its leases
    /// on another connection, before they are over: it renews them when a third of the time has passed.
    private var lateNotice: String? {
        let limit = conductor.leaseDuration / 3 * 2
        guard database.postgreSQL.silenceTimeout > limit else { return nil }
        return
            "database.silence_timeout = \"\(text(of: "database.silence_timeout"))\": leases are over before a lost connection"
            + " is noticed (conductor.lease is \(text(of: "conductor.lease"))); expected at most \(Self.text(limit))"
    }

    /// Whoever takes over from a process that still waits for an answer tells the same twice, and out of order.
    private var hastyClaim: String? {
        guard notifications.claim <= notifications.timeout else { return nil }
        return "notifications.claim = \"\(text(of: "notifications.claim"))\": a delivery may take"
            + " \(text(of: "notifications.timeout")) (notifications.timeout), and another process would go on before that;"
            + " expected more"
    }

    /// In whole milliseconds, rather too long than too short.
    private static func text(_ duration: Duration) -> String {
        Measure.time.show(Int((duration.microseconds + 999) / 1_000))
    }

    private func text(of key: String) -> String {
        Self.table.first { $0.key == key }?.show(self) ?? ""
    }
}
