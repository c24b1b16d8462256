import IngotContracts
import IngotModel

/// A node with everything that an answer shows of it: its agent, who holds it, and how links begin.
struct NodeView: APIResource {
    var record: Node
    var agent: AgentRecord?
    /// The unexpired lease.
    var lease: Lease?
    var version: Microversion
    var links: LinkBuilder

    var id: NodeID { record.id }

    /// The state as the caller's version knows it (contract: `states.json`, `version_rewrites`).
    func shown(_ state: ProvisionState?) -> JSONValue {
        switch state {
        case .available? where !version.knows(since: 2): .null
        case .inspectWait? where !version.knows(since: 39): .string(ProvisionState.inspecting.rawValue)
        default: JSONValue(state?.rawValue)
        }
    }

    /// The conductor's notes on the node together with what the agent told, secrets masked.
    var internalInfo: [String: JSONValue] {
        var info = record.driverInternalInfo
        if let agent {
            for (name, value) in agent.shown { info[name] = value }
        }
        return SecretMask.masked(info)
    }
}

extension AgentRecord {
    /// The names under which the field keeps an agent's facts in `driver_internal_info`.
    fileprivate var shown: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        members["agent_url"] = url.map(JSONValue.string)
        members["agent_version"] = version.map(JSONValue.string)
        members["agent_last_heartbeat"] = lastHeartbeat.map { .string($0.internalForm) }
        members["agent_secret_token"] = token.map { .string($0.description) }
        if tokenIsPregenerated { members["agent_secret_token_pregenerated"] = true }
        members["agent_verify_ca"] = certificate.map(JSONValue.string)
        members["agent_status"] = status.map(JSONValue.string)
        members["agent_status_message"] = statusMessage.map(JSONValue.string)
        return members
    }
}
