import Logging
import ServiceLifecycle
import UnixSignals

/// Has the conductor drain when the process gets the signal for it; without a conductor, only says so.
struct DrainSignal: Service {
    /// Made before anything is started, as an untrapped signal would end the process.
    let signals: UnixSignalsSequence
    let drain: (@Sendable () async -> Void)?
    let logger: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            if let drain { await drain() } else { logger.notice("There is no conductor here to be drained") }
        }
    }
}
