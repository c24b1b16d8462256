import IngotModel
import Synchronization

/// A conductor that answers every request alike and keeps what it was asked.
final class RequestRecorder: Sendable {
    private let requests = Mutex<[NodeRequest]>([])
    private let reply: JSONValue

    init(replying reply: JSONValue = [:]) { self.reply = reply }

    var conductor: ScriptedConductor {
        ScriptedConductor { [self] request in
            requests.withLock { $0.append(request) }
            return (.accepted, reply)
        }
    }

    /// What came last.
    var last: NodeRequest? { requests.withLock(\.last) }

    var count: Int { requests.withLock(\.count) }
}
