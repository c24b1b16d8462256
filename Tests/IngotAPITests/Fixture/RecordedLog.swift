import Logging
import Synchronization

/// Keeps the metadata of what is logged.
struct RecordedLog: LogHandler {
    final class Lines: Sendable {
        private let kept = Mutex<[Logger.Metadata]>([])

        var all: [Logger.Metadata] { kept.withLock { $0 } }

        func add(_ line: Logger.Metadata) { kept.withLock { $0.append(line) } }
    }

    let lines: Lines
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(_ lines: Lines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.add(event.metadata ?? [:]) }
}
