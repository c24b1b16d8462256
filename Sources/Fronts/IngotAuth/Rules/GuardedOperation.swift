/// A call of the API that a rule guards, as it is shown to people.
struct GuardedOperation: Sendable, Hashable, CustomStringConvertible {
    let method: String
    let path: String

    static func get(_ path: String) -> GuardedOperation { GuardedOperation(method: "GET", path: path) }
    static func post(_ path: String) -> GuardedOperation { GuardedOperation(method: "POST", path: path) }
    static func put(_ path: String) -> GuardedOperation { GuardedOperation(method: "PUT", path: path) }
    static func patch(_ path: String) -> GuardedOperation { GuardedOperation(method: "PATCH", path: path) }
    static func delete(_ path: String) -> GuardedOperation { GuardedOperation(method: "DELETE", path: path) }

    var description: String { "\(method) \(path)" }
}
