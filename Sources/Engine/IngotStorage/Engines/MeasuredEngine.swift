import IngotMetrics

/// An engine whose transactions are measured.
struct MeasuredEngine<Base: Engine>: Engine {
    let base: Base
    private let reads: TransactionMeter
    private let writes: TransactionMeter
    private let urgentWrites: TransactionMeter

    init(_ base: Base, _ meters: Meters) {
        self.base = base
        reads = TransactionMeter(meters, kind: "read")
        writes = TransactionMeter(meters, kind: "write")
        urgentWrites = TransactionMeter(meters, kind: "urgent write")
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await reads.measuring(failingBy: StorageError.isFailure) { try await base.read(body) }
    }

    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await writes.measuring(failingBy: StorageError.isFailure) { try await base.write(body) }
    }

    func writeUrgently<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await urgentWrites.measuring(failingBy: StorageError.isFailure) { try await base.writeUrgently(body) }
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
