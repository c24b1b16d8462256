import IngotHardware
import IngotModel

/// What a call answers its caller, and what it changes on the node.
struct CallAnswer: Sendable {
    var reply: JSONValue
    var changes: NodeChanges

    init(_ reply: JSONValue = [:], changes: NodeChanges = NodeChanges()) {
        self.reply = reply
        self.changes = changes
    }
}
