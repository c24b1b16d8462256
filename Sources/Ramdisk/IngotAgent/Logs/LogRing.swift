import Logging
import Synchronization

/// The agent's last log lines, for the archive that conductors fetch when something failed.
package final class LogRing: Sendable {
    private let lines = Mutex<[String]>([])
    private let limit: Int

    package init(limit: Int = 4000) { self.limit = limit }

    package var text: String { lines.withLock { $0.joined(separator: "\n") } + "\n" }

    func append(_ line: String) {
        lines.withLock { lines in
            lines.append(line)
            // Half at a time, as moving all lines for every new one would cost more than it saves.
            if lines.count > limit * 3 / 2 { lines.removeFirst(lines.count - limit) }
        }
    }

    /// A handler that keeps lines here and sends them to `next` as well.
    package func handler(label: String, next: any LogHandler) -> any LogHandler {
        Handler(ring: self, label: label, next: next)
    }

    private struct Handler: LogHandler {
        let ring: LogRing
        let label: String
        var next: any LogHandler

        var metadata: Logger.Metadata {
            get { next.metadata }
            set { next.metadata = newValue }
        }

        var logLevel: Logger.Level {
            get { next.logLevel }
            set { next.logLevel = newValue }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { next[metadataKey: key] }
            set { next[metadataKey: key] = newValue }
        }

        func log(event: LogEvent) {
            let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            ring.append("\(event.level) \(label): \(event.message)\(facts)")
            next.log(event: event)
        }
    }
}
