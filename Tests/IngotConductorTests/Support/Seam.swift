/// Where a conductor's memory ends: each look into the database, each commit and each call of a machine passes here, on
/// the way out and on the way back, so that a test can end a life or let others go first at every such moment.
protocol Seam: Sendable {
    /// - Throws: what is to befall the conductor at this moment.
    func pass(_ moment: Moment) async throws
}

/// A point at which something may happen to a conductor.
struct Moment: Sendable, Hashable, CustomStringConvertible {
    enum Place: String, Sendable, Hashable {
        case reading, committing, committed, calling, called
    }

    var place: Place
    /// What is called, such as `deploy.write run`; empty for the database.
    var what = ""

    var description: String { what.isEmpty ? place.rawValue : "\(place.rawValue) \(what)" }
}

extension Seam {
    /// Calls a machine.
    func call<Value: Sendable>(_ what: String, _ body: () async throws -> Value) async throws -> Value {
        try await pass(Moment(place: .calling, what: what))
        let value = try await body()
        try await pass(Moment(place: .called, what: what))
        return value
    }
}
