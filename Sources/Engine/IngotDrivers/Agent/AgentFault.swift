import IngotContracts
import IngotModel

/// A call to an agent that did not work out.
package struct AgentFault: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// No answer: connection, TLS or time.
        case unreachable
        /// Another command is running (HTTP 409).
        case busy
        /// The agent answered with an HTTP error.
        case refused
        /// The answer could not be understood.
        case malformed
    }

    package let kind: Kind
    package let description: String

    init(_ kind: Kind, _ agent: AgentRecord, _ what: String, _ why: String) {
        self.kind = kind
        description = "the agent at \(agent.url ?? "an unknown address") did not take the \(what): \(why)"
    }

    /// Reads the agent's error body (`faultcode`, `faultstring`).
    static func refused(status: Int, body: [UInt8], _ agent: AgentRecord, _ what: String) -> AgentFault {
        let text =
            (try? JSONValue.parse(body))?["faultstring"]?.string ?? String(decoding: body.prefix(200), as: UTF8.self)
        return AgentFault(status == 409 ? .busy : .refused, agent, what, "HTTP \(status), \(text)")
    }
}
