import IngotModel

/// What the agent tells the conductor regularly: the body of `POST /v1/heartbeat/{node}`.
package struct HeartbeatBody: Sendable, Hashable {
    /// Where the agent's API is to be reached; empty for installers that have none.
    package var callbackURL: String
    /// The node's secret; a heartbeat without it is refused.
    package var agentToken: String?
    /// Since API 1.36.
    package var agentVersion: String?
    /// The agent's certificate in PEM, since API 1.68.
    package var agentVerifyCA: String?
    /// `start`, `end` or `error`; used by installers, since API 1.72.
    package var agentStatus: String?
    package var agentStatusMessage: String?

    package init(
        callbackURL: String, agentToken: String?, agentVersion: String? = nil, agentVerifyCA: String? = nil,
        agentStatus: String? = nil, agentStatusMessage: String? = nil
    ) {
        self.callbackURL = callbackURL
        self.agentToken = agentToken
        self.agentVersion = agentVersion
        self.agentVerifyCA = agentVerifyCA
        self.agentStatus = agentStatus
        self.agentStatusMessage = agentStatusMessage
    }

    package init(_ json: JSONValue) throws(WireShapeError) {
        let object = try WireObject(json, at: "body")
        if let unknown = object.members.keys.sorted().first(where: { !Self.names.contains($0) }) {
            throw WireShapeError(path: object.path(unknown), reason: "is not known")
        }
        self.init(
            callbackURL: try object.text("callback_url"), agentToken: try object.optionalText("agent_token"),
            agentVersion: try object.optionalText("agent_version"),
            agentVerifyCA: try object.optionalText("agent_verify_ca"),
            agentStatus: try object.optionalText("agent_status"),
            agentStatusMessage: try object.optionalText("agent_status_message"))
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = ["callback_url": .string(callbackURL)]
        members["agent_token"] = agentToken.map(JSONValue.string)
        members["agent_version"] = agentVersion.map(JSONValue.string)
        members["agent_verify_ca"] = agentVerifyCA.map(JSONValue.string)
        members["agent_status"] = agentStatus.map(JSONValue.string)
        members["agent_status_message"] = agentStatusMessage.map(JSONValue.string)
        return .object(members)
    }

    private static let names: Set<String> = [
        "callback_url", "agent_token", "agent_version", "agent_verify_ca", "agent_status", "agent_status_message",
    ]
}
