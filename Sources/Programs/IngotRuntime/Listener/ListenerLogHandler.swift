import Logging

/// A listener's log, which the web framework's numbers for requests are kept out of.
///
/// Hummingbird gives each request a logger with a number that no caller ever sees, and making its text costs as much as
/// a line in the log, although hardly any request writes one. What we log of requests has the `req-…` that callers
/// know.
struct ListenerLogHandler: LogHandler {
    private var base: any LogHandler

    init(_ base: any LogHandler) { self.base = base }

    var logLevel: Logger.Level {
        get { base.logLevel }
        set { base.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { base.metadata }
        set { base.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { base.metadataProvider }
        set { base.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { base[metadataKey: key] }
        set { if key != "hb.request.id" { base[metadataKey: key] = newValue } }
    }

    func log(event: LogEvent) { base.log(event: event) }
}
