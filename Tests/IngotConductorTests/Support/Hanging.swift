import AsyncToolkit

@testable import IngotConductor

/// A machine whose call never ends, unless whoever waits for it is cancelled.
final class Hanging: Seam {
    /// Rung when the machine is called.
    let called = Bell()

    func pass(_ moment: Moment) async throws {
        guard moment.place == .calling else { return }
        called.ring()
        try await EndlessClock().sleep(for: .seconds(1))
    }
}
