import IngotModel

extension Settings {
    /// What conductors that share the work keep to.
    static let cluster = [
        Setting(
            "conductor.max_deploys", \.[maximumOf: .deploy], .integer(0...1_000_000),
            "How many nodes may be deployed at the same time in the whole service; 0 is without limit."),
        Setting(
            "conductor.max_cleans", \.[maximumOf: .clean], .integer(0...1_000_000),
            "The same of nodes that are cleaned, or taken back from an instance."),
        Setting(
            "conductor.max_inspections", \.[maximumOf: .inspection], .integer(0...1_000_000),
            "The same of nodes that are inspected."),
        Setting(
            "conductor.when_full", \.conductor.limits.whenFull, .choice,
            "What happens to requests beyond that: refuse answers 503, queue takes them on and begins when there is room."
        ),
        Setting(
            "conductor.queue_length", \.queueLength, .integer(1...1_000_000),
            "How many requests may wait for a conductor, and of each kind of work for room; more are refused."),
        Setting(
            "conductor.queue_timeout", \.conductor.limits.queueTimeout, .duration(.seconds(1) ... .seconds(2_592_000)),
            "How long a request may wait for room; then it is refused, as last_error and history tell."),
        Setting(
            "conductor.drain_timeout", \.conductor.drainTimeout, .duration(.zero ... .seconds(604_800)),
            "How long a conductor that got SIGUSR2 may take to finish what is in flight, until it ends in any case."),
    ]
}
