import AsyncToolkit
import IngotContracts
import Logging

/// Keeps telling the conductor that the agent lives, and soon after something has happened.
struct HeartbeatLoop<Time: Clock>: Sendable where Time.Duration == Duration {
    let clock: Time
    /// Rings when a command has ended.
    let bell: Bell
    let timer: HeartbeatTimer
    let logger: Logger
    /// Sends one heartbeat.
    let beat: @Sendable () async throws -> Void

    /// Beats until the task is cancelled.
    func run(using generator: consuming some RandomNumberGenerator) async {
        var timer = timer
        var generator = generator
        let start = clock.now
        var seen = bell.rings
        while !Task.isCancelled {
            let now = start.duration(to: clock.now)
            if timer.due > now {
                await bell.wait(after: seen, atMost: timer.due - now, on: clock)
                let rings = bell.rings
                if rings > seen { timer.force(at: start.duration(to: clock.now)) }
                seen = rings
                continue
            }
            do {
                try await beat()
                timer.succeeded(at: start.duration(to: clock.now), using: &generator)
            } catch {
                guard !Task.isCancelled else { return }
                timer.failed(at: start.duration(to: clock.now), using: &generator)
                logger.warning("A heartbeat failed", metadata: ["error": "\(error)"])
            }
        }
    }
}
