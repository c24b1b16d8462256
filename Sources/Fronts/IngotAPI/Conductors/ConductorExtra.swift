import IngotModel
import IngotStorage

/// What an answer about one conductor shows only where it is asked for by name, which the field's clients never do.
enum ConductorExtra: String, CaseIterable {
    /// How its periodic jobs stand.
    case jobs
    /// How its clock compares with the database's.
    case clock

    /// For the documentation.
    var type: FieldType {
        switch self {
        case .jobs: .objects
        case .clock: .object
        }
    }

    func shown(_ record: ConductorRecord, _ transaction: Transaction) throws -> JSONValue {
        switch self {
        case .jobs: .array(try transaction.jobs.list(record.hostname).map(\.json))
        case .clock: record.clock.json
        }
    }
}

extension ConductorClock {
    fileprivate var json: JSONValue { ["ahead_seconds": .double(ahead.inSeconds), "is_right": .bool(isRight)] }
}
