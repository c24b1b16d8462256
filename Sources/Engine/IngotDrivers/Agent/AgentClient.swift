import AsyncHTTPClient
import IngotContracts
import IngotHardware
import IngotModel
import Logging
import NIOCore
import NIOSSL

/// Speaks to agents: sends commands and reads their list.
///
/// Follows the conductor's side of the agent contract (`agent_client` of ironic 39.0.0): one command at a time, the
/// token in the query, the agent's own certificate as the only trust, and a lost answer looked up in the command list.
package struct AgentClient: Sendable {
    private let http: HTTPClient
    private let settings: AgentClientSettings
    private let logger: Logger

    package init(http: HTTPClient, settings: AgentClientSettings, logger: Logger) {
        self.http = http
        self.settings = settings
        self.logger = logger
    }

    /// Has the agent begin or, with `waiting`, finish a command.
    ///
    /// - Throws: ``AgentFault``.
    package func send(_ command: AgentCommandRequest, waiting: Bool = false, to agent: AgentRecord)
        async throws(AgentFault)
        -> AgentCommandResult
    {
        let what = "command '\(command.name)'"
        let answer = try await post(command, waiting: waiting, to: agent, what)
        return try read(what, agent) { () throws(WireShapeError) in try AgentCommandResult(answer) }
    }

    /// Posts a command; one that is to be waited for also waits its turn behind the command that is running.
    private func post(
        _ command: AgentCommandRequest, waiting: Bool, to agent: AgentRecord, _ what: String
    ) async throws(AgentFault) -> JSONValue {
        let deadline = ContinuousClock.now + settings.commandTimeout
        while true {
            do {
                return try await exchange(
                    .POST, agent, query: "wait=\(waiting)", body: command.json.serializedBytes(), what: what)
            } catch {
                guard waiting, error.kind == .busy, ContinuousClock.now < deadline, !Task.isCancelled else {
                    throw error
                }
                try? await Task.sleep(for: Self.busyPause)
            }
        }
    }

    private static let busyPause = Duration.seconds(1)

    /// The commands of the agent's present life, oldest first.
    ///
    /// - Throws: ``AgentFault``.
    package func commands(of agent: AgentRecord) async throws(AgentFault) -> [AgentCommandResult] {
        let what = "command list"
        let answer = try await exchange(.GET, agent, query: nil, body: nil, what: what)
        return try read(what, agent) { () throws(WireShapeError) in try AgentCommandResult.list(answer) }
    }

    /// As ``commands(of:)``, for callers to whom silence is an answer too.
    ///
    /// - Throws: ``AgentFault`` of every kind but `unreachable`, which is returned.
    package func commandsOrSilence(of agent: AgentRecord) async throws(AgentFault) -> Result<
        [AgentCommandResult], AgentFault
    > {
        do {
            return .success(try await commands(of: agent))
        } catch {
            guard error.kind == .unreachable else { throw error }
            return .failure(error)
        }
    }

    private func read<Value>(
        _ what: String, _ agent: AgentRecord, _ body: () throws(WireShapeError) -> Value
    ) throws(AgentFault) -> Value {
        do { return try body() } catch {
            throw AgentFault(.malformed, agent, what, "its answer has not the agreed shape: \(error)")
        }
    }

    private func exchange(
        _ method: Method, _ agent: AgentRecord, query: String?, body: [UInt8]?, what: String
    ) async throws(AgentFault) -> JSONValue {
        guard let url = agent.url else { throw AgentFault(.unreachable, agent, what, "its address is not known") }
        var request = HTTPClientRequest(url: address(url, query: query, token: agent.token))
        request.method = method == .POST ? .POST : .GET
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json")
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        request.tlsConfiguration = try trust(agent, what)
        let (status, bytes) = try await execute(request, agent, what)
        guard status < 400 else { throw AgentFault.refused(status: status, body: bytes, agent, what) }
        do { return try JSONValue.parse(bytes) } catch {
            throw AgentFault(.malformed, agent, what, "its answer is \(error)")
        }
    }

    private func execute(_ request: HTTPClientRequest, _ agent: AgentRecord, _ what: String) async throws(AgentFault)
        -> (
            status: Int, body: [UInt8]
        )
    {
        do {
            let response = try await http.execute(
                request, timeout: settings.commandTimeout.asTimeAmount, logger: logger)
            let body = try await response.body.collect(upTo: settings.maximumAnswerBytes)
            return (Int(response.status.code), Array(buffer: body))
        } catch {
            throw AgentFault(.unreachable, agent, what, "\(error)")
        }
    }

    /// Trusts the certificate that the agent handed over with its heartbeat, and no other.
    private func trust(_ agent: AgentRecord, _ what: String) throws(AgentFault) -> TLSConfiguration? {
        guard let certificate = agent.certificate else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        do {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)))
        } catch {
            throw AgentFault(.malformed, agent, what, "the certificate it handed over cannot be read: \(error)")
        }
        return configuration
    }

    private func address(_ base: String, query: String?, token: Secret?) -> String {
        let root = base.hasSuffix("/") ? String(base.dropLast()) : base
        let items = [query, token.map { "agent_token=\($0.reveal())" }].compactMap { $0 }
        return "\(root)/v1/commands/" + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }

    private enum Method { case GET, POST }
}

/// The limits of calls to agents.
package struct AgentClientSettings: Sendable {
    /// How long one call may take (peer: `[agent]command_timeout`, 60 s).
    package var commandTimeout: Duration
    /// How long a connection to an agent may take to come about.
    package var connectTimeout: Duration
    package var maximumAnswerBytes: Int
    /// How often a running command is asked about when no heartbeat comes first.
    package var pollInterval: Duration
    /// How long an agent may be silent in the middle of a command before the command counts as lost.
    package var silenceTimeout: Duration
    /// How long the machine may take to leave the ramdisk after it was told to reboot.
    package var rebootTimeout: Duration
    /// How long an agent that was told to reboot must be silent to count as gone.
    package var goneAfter: Duration
    /// The same where it is not certain that the agent was told.
    package var goneAfterUncertain: Duration

    package init(
        commandTimeout: Duration = .seconds(60), connectTimeout: Duration = .seconds(5),
        maximumAnswerBytes: Int = 8 << 20,
        pollInterval: Duration = .seconds(5), silenceTimeout: Duration = .seconds(300),
        rebootTimeout: Duration = .seconds(120), goneAfter: Duration = .seconds(3),
        goneAfterUncertain: Duration = .seconds(60)
    ) {
        self.commandTimeout = commandTimeout
        self.connectTimeout = connectTimeout
        self.maximumAnswerBytes = maximumAnswerBytes
        self.pollInterval = pollInterval
        self.silenceTimeout = silenceTimeout
        self.rebootTimeout = rebootTimeout
        self.goneAfter = goneAfter
        self.goneAfterUncertain = goneAfterUncertain
    }

    /// Asks about a young command soon and about an old one seldom, so that waiting adds at most half of its time.
    func pollInterval(after age: Duration) -> Duration { min(pollInterval, max(.milliseconds(200), age / 2)) }
}

extension Duration {
    var asTimeAmount: TimeAmount { .microseconds(microseconds) }
}
