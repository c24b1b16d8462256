import IngotMetrics

/// An engine whose transactions are measured.
struct MeasuredEngine<Base: Engine>: Engine {
    let base: Base
    private let reads: TransactionMeter
    private let writes: [TransactionMeter]

    init(_ base: Base, _ meters: Meters) {
        self.base = base
        reads = TransactionMeter(meters, kind: "read")
        writes = Priority.allCases.map { TransactionMeter(meters, kind: $0.writes) }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await reads.measuring(failingBy: StorageError.isFailure) { try await base.read(body) }
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await writes[priority.rawValue].measuring(failingBy: StorageError.isFailure) {
            try await base.write(as: priority, body)
        }
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

extension Priority {
    /// What writes of this priority are called where they are measured.
    fileprivate var writes: String {
        switch self {
        case .vital: "urgent write"
        case .prompt: "heartbeat write"
        case .usual: "write"
        }
    }
}
