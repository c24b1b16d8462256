import IngotContracts
import IngotModel
import Logging

/// Waits until the machine's hardware has shown up: drivers find disks and cards at their own pace.
struct Arrival: Sendable {
    private static let cardWait: Duration = .seconds(60)
    private static let cardInterval: Duration = .seconds(1)

    let configuration: AgentConfiguration
    let machine: any Machine
    let clock: any Clock<Duration>
    let logger: Logger

    /// Goes on after the limits as well: a machine without a disk can still tell what it is made of.
    func wait() async throws {
        if configuration.initializationDelay > .zero { try await clock.sleep(for: configuration.initializationDelay) }
        try await repeated(attempts: Int(Self.cardWait / Self.cardInterval), every: Self.cardInterval, "network card") {
            try await !machine.inventory().macAddresses.isEmpty
        }
        try await repeated(
            attempts: configuration.diskWaitAttempts, every: configuration.diskWaitInterval, "disk"
        ) { try await machine.disks().contains { !$0.isReadOnly && !$0.isRemovable } }
    }

    private func repeated(
        attempts: Int, every interval: Duration, _ thing: String, until isThere: () async throws -> Bool
    ) async throws {
        guard attempts > 0 else { return }
        for attempt in 1...attempts {
            if try await isThere() { return }
            if attempt < attempts { try await clock.sleep(for: interval) }
        }
        logger.warning("Nothing of a kind has shown up", metadata: ["kind": "\(thing)", "attempts": "\(attempts)"])
    }
}
