import IngotContracts
import IngotModel

/// What a heartbeat says, checked in the contract's order (`agent.json`, `heartbeat.check_order`).
struct HeartbeatCheck: Sendable {
    /// The arguments with the API version (1.N) from which each is taken.
    static let arguments = [
        Argument("callback_url", required: true), Argument("agent_token"), Argument("agent_version", since: 36),
        Argument("agent_verify_ca", since: 68), Argument("agent_status", since: 72),
        Argument("agent_status_message", since: 72),
    ]

    private static let statuses: Set<String> = ["start", "end", "error"]
    private let callbackURL: String
    private let token: String?
    private let version: String?
    private let certificate: String?
    private let status: String?
    private let statusMessage: String?

    /// Reads the arguments; those that the version does not know are 400 by contract.
    init(_ arguments: Arguments, version microversion: Microversion) throws {
        for argument in Self.arguments
        where arguments[argument.name] != nil && !microversion.knows(since: argument.since) {
            throw APIError.invalid(
                "The argument '\(argument.name)' needs API version \(Microversion(minor: argument.since)) or newer")
        }
        callbackURL = try arguments.requiredText("callback_url")
        token = try arguments.text("agent_token")
        version = try arguments.text("agent_version")
        // An agent that made none says so by an empty text.
        certificate = try arguments.text("agent_verify_ca").flatMap { $0.isEmpty ? nil : $0 }
        status = try arguments.text("agent_status")
        statusMessage = try arguments.text("agent_status_message")
    }

    /// The checks from the URL to the status; the empty URL is that of installers which cannot be called back.
    func callback(against known: AgentRecord) throws {
        guard callbackURL.isEmpty || callbackURL.hasPrefix("http://") || callbackURL.hasPrefix("https://") else {
            throw APIError.invalid("The 'callback_url' must be an http or https URL", code: "invalid_callback_url")
        }
        if let url = known.url, url != callbackURL {
            throw APIError.invalid(
                "The 'callback_url' differs from the one that this node's agent gave before; an agent keeps its address"
                    + " until the node is booted anew", code: "callback_url_changed")
        }
        guard token != nil else {
            throw APIError.invalid(
                "The heartbeat carries no 'agent_token'; the agent gets it from its first lookup", code: "token_missing"
            )
        }
        if let status, !Self.statuses.contains(status) {
            throw APIError.invalid("The 'agent_status' must be start, end or error, not '\(status)'")
        }
    }

    /// The checks from the agent's version to its certificate.
    func identity(against known: AgentRecord, _ configuration: APIConfiguration) throws {
        if version == nil, status == nil {
            throw APIError.invalid(
                "The heartbeat carries no 'agent_version', which agents tell from API version 1.36 on; boot a newer one",
                code: "agent_version_missing")
        }
        guard let token, known.token?.matches(token) == true else {
            throw APIError.invalid(
                "The 'agent_token' is not the one that was given out for this node; an agent that lost its token must"
                    + " be booted anew", code: "token_mismatch")
        }
        if configuration.requiresAgentTLS, !callbackURL.isEmpty, !callbackURL.hasPrefix("https://") {
            throw APIError.invalid("The 'callback_url' must begin with https://, as this server requires TLS of agents")
        }
        if let certificate, let before = known.certificate, before != certificate {
            throw APIError.invalid(
                "The 'agent_verify_ca' differs from the certificate that this node's agent gave before",
                code: "certificate_changed")
        }
    }

    func recorded(on known: AgentRecord, at now: Timestamp) -> AgentRecord {
        var record = known
        record.url = callbackURL
        record.version = version ?? record.version
        record.certificate = certificate ?? record.certificate
        record.status = status ?? record.status
        record.statusMessage = statusMessage ?? record.statusMessage
        record.lastHeartbeat = now
        return record
    }
}
