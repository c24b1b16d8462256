import IngotContracts
import IngotModel

/// A node with everything that an answer shows of it: its agent, who holds it, and how links begin.
struct NodeView: APIResource {
    var record: Node
    var agent: AgentRecord?
    /// The unexpired lease.
    var lease: Lease?
    /// What the caller may see of it.
    var visibility: NodeVisibility
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

    var driverInfo: [String: JSONValue] {
        guard visibility.driverInfo else { return ["content": .string(NodeVisibility.redaction)] }
        guard !visibility.passwords else { return record.driverInfo }
        return SecretMask.masked(record.driverInfo, also: Self.maskedDriverInfo)
    }

    var instanceInfo: [String: JSONValue] {
        guard !visibility.instanceSecrets else { return record.instanceInfo }
        return SecretMask.masked(record.instanceInfo, also: Self.maskedInstanceInfo)
    }

    /// What is masked besides what ``SecretMask`` masks everywhere.
    static let maskedDriverInfo = ["snmp_auth_key", "snmp_priv_key"]
    static let maskedInstanceInfo = ["configdrive", "image_url", "image_request_authorization"]

    var lastError: String? {
        visibility.lastError ? record.lastError : record.lastError.map { _ in NodeVisibility.redaction }
    }

    var reservation: String? {
        visibility.reservation ? lease?.holder : lease.map { _ in NodeVisibility.redaction }
    }

    /// The conductor's notes on the node together with what the agent told, secrets masked.
    var internalInfo: [String: JSONValue] {
        guard visibility.internalInfo else { return ["content": .string(NodeVisibility.redaction)] }
        var info = record.driverInternalInfo
        if let agent {
            for (name, value) in agent.shown { info[name] = value }
        }
        return visibility.passwords ? info : SecretMask.masked(info)
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
