import IngotModel

/// How far a step has come on the children of a node; the ticket of ``ChildSteps``.
struct ChildProgress: Sendable {
    private(set) var done: [String] = []
    /// The tickets that the step has left on children.
    private var waiting: [String: JSONValue] = [:]
    /// The child whose step was about to begin when this was written, and left neither ticket nor outcome.
    private var begun: String?

    init() {}

    init(_ ticket: JSONValue) {
        done = ticket["done"]?.array?.compactMap(\.string) ?? []
        waiting = ticket["waiting"]?.object?.filter { !$0.value.isNull } ?? [:]
        begun = ticket["begun"]?.string
    }

    var ticket: JSONValue {
        [
            "done": .array(done.map(JSONValue.string)), "waiting": .object(waiting), "begun": JSONValue(begun),
        ]
    }

    func ticket(of child: NodeID) -> JSONValue? { waiting[child.text] }

    func hasBegun(_ child: NodeID) -> Bool { begun == child.text }

    mutating func begin(_ child: NodeID) { begun = child.text }

    mutating func wait(for child: NodeID, _ ticket: JSONValue) {
        waiting[child.text] = ticket
        begun = nil
    }

    mutating func finish(_ child: NodeID) {
        done.append(child.text)
        waiting[child.text] = nil
        begun = nil
    }
}
