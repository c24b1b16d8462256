import IngotHardware
import IngotModel

/// What rules want done, in their order; nothing has happened yet.
struct RuleOutcome: Sendable {
    /// A line for the service's log.
    struct Message: Sendable, Hashable {
        var level: String
        var text: String
    }

    var edits: [NodeEdit] = []
    var messages: [Message] = []
    var calls: [WebCall] = []
    /// The rules whose conditions held.
    var applied: [String] = []
}
