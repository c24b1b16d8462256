import IngotHardware
import IngotModel
import IngotStorage
import Logging

/// Writes what a run does: each method is one transaction that moves journal, run and node together, under the fence.
struct RunRecords: Sendable {
    let surroundings: Surroundings

    /// The run stays as it is; the next life, or the next conductor, takes it up.
    func leave(_ run: Run, under lease: Lease) async throws {
        try await surroundings.writeInAnyCase { try $0.leases.release(lease) }
    }

    /// As ``leave(_:under:)``, and tells everybody; after a failure, it would be this conductor that heard it, again
    /// and again.
    func handOver(_ run: Run, under lease: Lease) async throws {
        try await surroundings.writeInAnyCase { transaction in
            try transaction.leases.release(lease)
            transaction.ringAfterCommit()
        }
    }

    /// Takes the lease of a run that is due or has lost its conductor.
    ///
    /// - Returns: the run as it is now, or nil where another conductor has it or it is over.
    func takeUp(_ id: RunID) async throws -> (run: Run, lease: Lease)? {
        let surroundings = surroundings
        let taken = try await surroundings.store.write { transaction -> (run: Run, lease: Lease)? in
            guard let known = try transaction.runs.find(id), !known.state.isOver,
                let lease = try surroundings.acquire(known.node, for: known.kind.text, transaction)
            else { return nil }
            // The lease may have been waited for while its holder wrote: only now does nobody else move the run.
            guard let run = try transaction.runs.find(id), !run.state.isOver else {
                try transaction.leases.release(lease)
                return nil
            }
            return (run, lease)
        }
        if let taken {
            surroundings.leases.hold(taken.lease)
            // A run that waits is suspended; one that is running here was left by whoever ran it.
            if taken.run.state == .running { surroundings.meter.tookOver() }
        }
        return taken
    }

    /// One transaction on run and node; the node is written only where it changed.
    @discardableResult
    func change(
        _ run: Run, under lease: Lease,
        _ body: @escaping @Sendable (inout Run, inout Node, Transaction, Timestamp) throws -> Void
    ) async throws -> Run {
        let now = surroundings.clock.now
        let changed = try await surroundings.write { transaction -> Run in
            try transaction.leases.check(lease)
            guard let before = try transaction.nodes.find(run.node) else {
                throw LeaseLost(node: run.node, fence: lease.fence)
            }
            var node = before
            var changed = run
            try body(&changed, &node, transaction, now)
            if node != before {
                node.updatedAt = now
                _ = try transaction.nodes.update(node, over: before)
            }
            if !changed.state.isOver, changed.state != .suspended { try transaction.runs.update(changed, under: lease) }
            return changed
        }
        surroundings.meter.ended(changed)
        return changed
    }

    func append(
        _ kind: JournalEntry.Kind, to run: Run, at now: Timestamp, ticket: JSONValue? = nil, detail: String? = nil,
        _ transaction: Transaction, _ lease: Lease
    ) throws {
        _ = try transaction.journal.append(
            run.id, kind: kind, at: now, stepIndex: run.position, ticket: ticket, detail: detail.map(Self.line),
            under: lease)
    }

    /// A text as it may be kept: other people's machines put anything into theirs.
    static func line(_ text: String) -> String {
        String(text.prefix(longestText)).split(separator: "\0", omittingEmptySubsequences: false).joined(
            separator: "\u{FFFD}")
    }

    private static let longestText = 4_096

    func log(_ message: Logger.Message, _ run: Run, _ error: String? = nil) {
        var metadata: Logger.Metadata = [
            "node.uuid": "\(run.node)", "run.id": "\(run.id)", "verb": "\(run.plan.verb)",
        ]
        metadata["error"] = error.map { "\($0)" }
        surroundings.logger.info(message, metadata: metadata)
    }
}
