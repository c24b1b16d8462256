import AsyncToolkit
import IngotContracts
import IngotModel
import Logging
import Synchronization

/// The agent's side of its relation to the conductor: introduction, heartbeats, and a second look at the node.
final class ConductorLink: Sendable {
    private let conductor: ConductorClient
    private let session: AgentSession
    private let machine: any Machine
    private let configuration: AgentConfiguration
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let spoken = Mutex(ConductorClient.oldest)

    init(
        conductor: ConductorClient, session: AgentSession, machine: any Machine, configuration: AgentConfiguration,
        clock: any Clock<Duration>, logger: Logger
    ) {
        self.conductor = conductor
        self.session = session
        self.machine = machine
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
    }

    /// The newest version that the conductor's API speaks, once it was asked.
    var version: APIVersionNumber { spoken.withLock { $0 } }

    /// Looks the machine up and takes over what the conductor wishes.
    ///
    /// - Throws: ``AgentCommandError`` of kind `lookupNode`.
    func introduce() async throws -> AgentSession.TokenVerdict {
        let addresses = try await machine.inventory().macAddresses
        let answer = try await lookup(clock, addresses)
        logger.notice("The node is known", metadata: ["node.uuid": "\(answer.node.uuid)"])
        return session.apply(answer)
    }

    private func lookup(_ clock: some Clock<Duration>, _ addresses: [String]) async throws -> LookupAnswer {
        let loop = LookupLoop(
            clock: clock, interval: configuration.lookupInterval, timeout: configuration.lookupTimeout, logger: logger
        ) {
            // The version is asked for each time, as a conductor that is just starting could not tell it before.
            let version: APIVersionNumber
            if let fixed = self.configuration.ironicAPIVersion {
                version = fixed
            } else {
                version = await self.conductor.discoverVersion()
            }
            self.spoken.withLock { $0 = version }
            return try await self.conductor.lookup(addresses: addresses, nodeUUID: nil, version: version)
        }
        return try await loop.run(using: SystemRandomNumberGenerator())
    }

    /// The node as the conductor knows it now; nil where it does not say.
    func refreshedNode() async -> JSONValue? {
        do {
            let addresses = try await machine.inventory().macAddresses
            let answer = try await conductor.lookup(
                addresses: addresses, nodeUUID: session.nodeUUID, version: version)
            guard answer.status == 200 else { return nil }
            let fresh = try LookupAnswer(try JSONValue.parse(answer.body))
            session.remember(node: fresh.node.json)
            return fresh.node.json
        } catch {
            logger.warning("The node could not be looked up again", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Sends heartbeats until the task is cancelled.
    func keepBeating(url: String, certificate: String?, bell: Bell) async {
        await keepBeating(clock, url, certificate, bell)
    }

    private func keepBeating(_ clock: some Clock<Duration>, _ url: String, _ certificate: String?, _ bell: Bell) async {
        let timeout = Duration.seconds(session.wishes?.heartbeatTimeoutSeconds ?? 300)
        let timer = HeartbeatTimer(timeout: timeout, floor: configuration.heartbeatFloor)
        let loop = HeartbeatLoop(clock: clock, bell: bell, timer: timer, logger: logger) {
            try await self.beat(url, certificate)
        }
        await loop.run(using: SystemRandomNumberGenerator())
    }

    private func beat(_ url: String, _ certificate: String?) async throws {
        guard let node = session.nodeUUID else { throw AgentCommandError(.unknownNode, "no lookup has succeeded") }
        let body = HeartbeatBody(
            callbackURL: url, agentToken: session.token?.reveal(),
            agentVersion: version >= ConductorClient.agentVersionSince ? Product.version : nil,
            agentVerifyCA: version >= ConductorClient.certificatesSince ? certificate : nil)
        let answer = try await conductor.heartbeat(body, node: node, version: version)
        switch answer.status {
        case 202: logger.debug("A heartbeat was accepted")
        case 409: throw AgentCommandError(.heartbeatConflict, "\(answer.url) answered 409: \(answer.reason)")
        default:
            throw AgentCommandError(.heartbeat, "\(answer.url) answered \(answer.status): \(answer.reason)")
        }
    }
}
