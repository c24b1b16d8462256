import IngotModel
import IngotNotifications

extension Settings {
    /// What others are told: numbers, notifications and traces.
    static let observation = [
        Setting(
            "metrics.access", \.api.metricsAccess, .choice,
            "Who may read /metrics at the API's address: everybody, callers (who say who they are), or nobody; nothing is"
                + " measured then, unless metrics.listen is set."),
        Setting(
            "metrics.listen", \.metricsListen, .optionalAddress,
            "An address where /metrics alone is served, without TLS and to all who reach it, whatever metrics.access says:"
                + " for processes without the API, and for networks of their own."),
        Setting(
            "metrics.interval", \.metricsInterval, .duration(.seconds(1) ... .seconds(3_600)),
            "How old the numbers that /metrics takes from the database may be, however often it is read."),
        Setting(
            "notifications.urls", \.notifications.urls, .addresses,
            "Where events are posted to, several URLs with commas between them, user and password before the host where the"
                + " receiver asks for them (basic authentication); empty tells nobody."),
        Setting(
            "notifications.secret", \.notifications.secret, .secret,
            "Signs notifications (HMAC-SHA-256), so that receivers know whose they are; empty leaves them unsigned."),
        Setting(
            "notifications.kinds", \.notifications.kinds, .eventKinds, "Which kinds of events are told to webhooks."),
        Setting(
            "notifications.timeout", \.notifications.timeout, .duration(.milliseconds(100) ... .seconds(50)),
            "How long one delivery may take."),
        Setting(
            "notifications.first_pause", \.notifications.firstPause, .duration(.milliseconds(100) ... .seconds(3_600)),
            "How long after a failure a delivery is tried again; doubled by each failure that follows."),
        Setting(
            "notifications.longest_pause", \.notifications.longestPause, .duration(.seconds(1) ... .seconds(86_400)),
            "How long that pause is at most."),
        Setting(
            "notifications.attempts", \.notifications.attempts, .integer(1...100_000),
            "How often an event is tried until it is given up and the next one is told."),
        Setting(
            "notifications.patience", \.notifications.patience, .duration(.seconds(1) ... .seconds(604_800)),
            "For how long an event is tried until it is given up."),
        Setting(
            "notifications.page", \.notifications.pageSize, .integer(1...1_000),
            "How many events are read at a time for one webhook."),
        Setting(
            "notifications.poll_interval", \.notifications.pollInterval, .duration(.milliseconds(50) ... .seconds(60)),
            "How often events are looked for where nothing wakes."),
        Setting(
            "notifications.claim", \.notifications.claim, .duration(.seconds(1) ... .seconds(3_600)),
            "After what time another process goes on where one that told webhooks has died; longer than"
                + " notifications.timeout."),
        Setting(
            "traces.collector", \.notifications.collector, .optionalAddress,
            "Where an OpenTelemetry collector takes OTLP over HTTP, as in http://collector:4318/v1/traces: each run that has"
                + " ended is posted there as a trace, tried again and given up as notifications are; empty sends none."),
    ]
}

extension SettingType where Value == SocketAddress? {
    static let optionalAddress = SettingType(
        name: "address", accepted: "ADDRESS:PORT as in 127.0.0.1:9100, or nothing",
        parse: { $0.isEmpty ? .some(nil) : SocketAddress($0).map { .some($0) } }, show: { $0?.description ?? "" })
}

extension SettingType where Value == [DeliveryAddress] {
    static let addresses = SettingType(
        name: "list",
        accepted:
            "http:// or https:// URLs joined by commas, each once (an @ or / of a password as %40 or %2F), or nothing",
        parse: { text in
            let texts = text.split(separator: ",").map { String($0.trimmingSpaces()) }
            let addresses = texts.compactMap(DeliveryAddress.init)
            return addresses.count == texts.count && Set(texts).count == texts.count ? addresses : nil
        }, show: { $0.isEmpty ? "" : Secret.mask }, isSecret: true)
}

extension SettingType where Value == DeliveryAddress? {
    static let optionalAddress = SettingType(
        name: "URL", accepted: "an http:// or https:// URL (an @ or / of a password as %40 or %2F), or nothing",
        parse: { $0.isEmpty ? .some(nil) : DeliveryAddress($0).map { .some($0) } },
        show: { $0 == nil ? "" : Secret.mask }, isSecret: true)
}

extension SettingType where Value == Set<Event.Kind> {
    static let eventKinds = SettingType(
        name: "list",
        accepted: "words joined by commas, of " + Event.Kind.allCases.map(\.rawValue).joined(separator: ", "),
        parse: { text in
            let kinds = text.split(separator: ",").map { Event.Kind(rawValue: String($0.trimmingSpaces())) }
            return kinds.contains(nil) ? nil : Set(kinds.compactMap { $0 })
        }, show: { $0.map(\.rawValue).sorted().joined(separator: ",") })
}
