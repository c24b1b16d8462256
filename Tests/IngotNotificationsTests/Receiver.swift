import IngotModel
import Synchronization

@testable import IngotNotifications

/// A webhook's other end, which takes what it is told to take and writes it down.
final class Receiver: DeliverySender {
    private struct State {
        var taken: [Delivery] = []
        var attempts = 0
        var isDown = false
    }

    private let state = Mutex(State())

    var taken: [Delivery] { state.withLock(\.taken) }
    var attempts: Int { state.withLock(\.attempts) }

    /// The sequences that were taken, in their order.
    var sequences: [Int] {
        taken.compactMap { (try? JSONValue.parse($0.body))?["sequence"]?.integer }
    }

    func goDown() { state.withLock { $0.isDown = true } }
    func comeBack() { state.withLock { $0.isDown = false } }

    func send(_ delivery: Delivery, to target: DeliveryTarget, within limit: Duration) async throws {
        let isDown = state.withLock { state in
            state.attempts += 1
            if !state.isDown { state.taken.append(delivery) }
            return state.isDown
        }
        if isDown { throw DeliveryFailure("\(target.label) is down") }
    }
}
