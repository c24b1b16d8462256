import IngotHardware
import IngotStorage

/// What befalls a task at a seam.
enum Fate: Sendable {
    case goesOn
    case fails(any Error)
    /// The whole process dies.
    case dies

    /// - Parameter moment: only what can happen there does: a commit is lost, or its confirmation is; a machine
    ///   refuses, or the answer to an order that it took is lost.
    static func random(at moment: Moment, using generator: inout some RandomNumberGenerator) -> Fate {
        let draw = Int.random(in: 0..<1_000, using: &generator)
        if draw < deaths { return .dies }
        let faults = [.calling, .called].contains(moment.place) ? refusals : outages
        guard draw < deaths + faults, let error = errors(at: moment).randomElement(using: &generator) else {
            return .goesOn
        }
        return .fails(error)
    }

    private static let deaths = 2
    private static let outages = 20
    /// Machines fail less often than the way to the database, as that ends the run.
    private static let refusals = 10

    private static func errors(at moment: Moment) -> [any Error] {
        switch moment.place {
        case .reading, .committed: [unavailable]
        case .committing: [unavailable, StorageError.conflict(entity: "node", id: "of the simulation")]
        case .calling: [HardwareProblem(.failed, "the machine refuses")]
        case .called: [HardwareProblem(.failed, "the answer was lost")]
        }
    }

    private static let unavailable = StorageError.unavailable(reason: "a fault was injected", retryAfter: .seconds(1))
}

extension Fate: CustomStringConvertible {
    var description: String {
        switch self {
        case .goesOn: "goes on"
        case .fails(let error): "fails: \(error)"
        case .dies: "dies"
        }
    }
}
