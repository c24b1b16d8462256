import IngotModel
import IngotStorage
import Logging

/// Writes into the nodes that are this conductor's that they are, when conductors have come or gone, or when others
/// have taken some of them for their own.
///
/// Others do so while this conductor is silent for long; it finds the ring unchanged when it wakes, and its nodes gone.
/// Nothing depends on it but what people see: whose a node is, the ring says.
struct Assignment: Sendable {
    let surroundings: Surroundings
    let membership: Membership

    /// Goes on until the task is cancelled.
    func run() async {
        var seen: UInt64 = 0
        var known = 0
        // Whether the nodes were gone through to their end, with nobody in the way.
        var isSettled = false
        while !Task.isCancelled {
            await membership.moves.wait(
                after: seen, atMost: surroundings.settings.leaseDuration, on: surroundings.timer)
            let ring = membership.moves.rings
            do {
                let shown = try await count()
                // Fewer than before were taken by others, or are no more.
                isSettled = isSettled && ring == seen && shown >= known
                known = shown
                if isSettled { continue }
                let (taken, disputed) = try await assign()
                known += taken
                if taken > 0 { log("nodes were taken over", ["nodes": "\(taken)"]) }
                isSettled = disputed == 0
                if isSettled {
                    seen = ring
                } else {
                    try await surroundings.timer.sleep(for: surroundings.settings.pollInterval)
                }
            } catch is CancellationError {
                return
            } catch {
                log("nodes could not be taken over; tried again soon", ["error": "\(error)"])
                do { try await surroundings.timer.sleep(for: surroundings.settings.pollInterval) } catch { return }
            }
        }
    }

    /// How many nodes show this conductor.
    private func count() async throws -> Int {
        let hostname = surroundings.settings.hostname
        return try await surroundings.store.read { try $0.nodes.count(of: hostname) }
    }

    /// Goes through all nodes, page by page, each page in a transaction of its own.
    ///
    /// - Returns: how many nodes have changed hands, and of how many another conductor said meanwhile that they are its
    ///   own: one of the two has not seen yet who has come or gone, and what was written last need not be right.
    func assign() async throws -> (taken: Int, disputed: Int) {
        let hostname = surroundings.settings.hostname
        var last: NodeID?
        var (taken, disputed) = (0, 0)
        repeat {
            let after = last
            let page = try await surroundings.store.read { try $0.nodes.placements(after: after, limit: Self.page) }
            let moved = page.filter {
                $0.conductor != hostname && membership.owns($0.node, hardwareType: $0.hardwareType, group: $0.group)
            }
            if !moved.isEmpty {
                let count = try await surroundings.store.write { try $0.nodes.assign(moved, to: hostname) }
                taken += count
                disputed += moved.count - count
            }
            last = page.count == Self.page ? page.last?.node : nil
            try Task.checkCancellation()
        } while last != nil
        return (taken, disputed)
    }

    private func log(_ message: Logger.Message, _ facts: Logger.Metadata) {
        let conductor: Logger.Metadata = ["conductor": "\(surroundings.settings.hostname)"]
        surroundings.logger.notice(message, metadata: facts.merging(conductor) { $1 })
    }

    private static let page = 500
}
