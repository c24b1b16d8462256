import IngotContracts
import IngotModel
import Synchronization

/// What the agent has learned since it started: its node, the conductor's wishes and the token.
final class AgentSession: Sendable {
    private struct State {
        var node: JSONValue?
        var nodeUUID: String?
        var wishes: LookupConfiguration?
        var token: Secret?
    }

    /// Shorter texts are no tokens.
    private static let shortestToken = 32

    private let state: Mutex<State>

    init(token: Secret?) {
        state = Mutex(State(token: token))
    }

    var token: Secret? { state.withLock(\.token) }
    var node: JSONValue? { state.withLock(\.node) }
    var nodeUUID: String? { state.withLock(\.nodeUUID) }
    var wishes: LookupConfiguration? { state.withLock(\.wishes) }

    /// What a lookup's answer means for the token.
    enum TokenVerdict: Hashable {
        case held
        /// No token is in use: an old conductor.
        case none
        /// The token was given to somebody else before: this machine may not be trusted by the conductor any more.
        case givenAway
    }

    /// Takes over a lookup's answer. A token that the agent holds already is kept: the first one counts.
    @discardableResult
    func apply(_ answer: LookupAnswer) -> TokenVerdict {
        state.withLock { state in
            state.node = answer.node.json
            state.nodeUUID = answer.node.uuid
            state.wishes = answer.configuration
            if state.token != nil { return .held }
            guard let offered = answer.configuration.agentToken else { return .none }
            guard offered != LookupConfiguration.maskedToken, offered.utf8.count >= Self.shortestToken else {
                return .givenAway
            }
            state.token = Secret(offered)
            return .held
        }
    }

    /// Keeps the node as a command brought it.
    func remember(node: JSONValue) {
        state.withLock { $0.node = node }
    }
}
