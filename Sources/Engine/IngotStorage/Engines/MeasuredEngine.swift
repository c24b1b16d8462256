import IngotMetrics

/// An engine whose transactions are measured.
struct MeasuredEngine<Base: Engine>: Engine {
    let base: Base
    private let reads: TransactionMeter
    private let writes: [Priority: TransactionMeter]

    init(_ base: Base, _ meters: Meters) {
        self.base = base
        reads = TransactionMeter(meters, kind: "read")
        writes = Self.kinds.mapValues { TransactionMeter(meters, kind: $0) }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await reads.measuring(failingBy: StorageError.isFailure) { try await base.read(body) }
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        guard let meter = writes[priority] else { return try await base.write(as: priority, body) }
        return try await meter.measuring(failingBy: StorageError.isFailure) {
            try await base.write(as: priority, body)
        }
    }

    private static var kinds: [Priority: String] {
        [.vital: "urgent write", .prompt: "heartbeat write", .usual: "write"]
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await base.migrate(body)
    }

    var stampGeneration: UInt64? { base.stampGeneration }

    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        try base.notifyOthers(signals, connection)
    }

    func close() async { await base.close() }
}
