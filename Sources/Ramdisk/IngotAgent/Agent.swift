import AsyncHTTPClient
import AsyncToolkit
import Hummingbird
import HummingbirdTLS
import IngotContracts
import IngotModel
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Why an agent's life has ended.
package enum AgentEnding: Sendable, Hashable {
    /// The machine was told to reboot or power off (returns only on a simulated machine).
    case left(RestartAction)
    /// Nobody may command this machine any more.
    case lockedDown
}

/// Where a living agent is to be reached.
package struct AgentEndpoint: Sendable {
    package var port: Int
    /// What heartbeats tell the conductor; nil for an agent that knows none.
    package var callbackURL: String?
    /// PEM of the agent's own certificate, where it speaks TLS by that.
    package var certificate: String?
    package var nodeUUID: String?
}

/// The program that lives on a machine while it is cleaned and deployed, under the orders of a conductor.
///
/// ## A life
///
/// The agent wakes up in a ramdisk, waits for disks and network cards, and asks the conductor which node it is, by its
/// link addresses. The answer brings a token, given out once: from then on every order must carry it, and an agent
/// whose token was given to somebody else cuts its machine off. It makes a certificate, opens its API, and sends
/// heartbeats, each of which lets the conductor look at what the agent has done and give the next order: fetch steps,
/// run a step, write the image, reboot. The list of commands dies with the ramdisk, and by its emptiness conductors
/// know a fresh boot.
///
/// ## Seams
///
/// Everything that touches hardware goes through a ``Machine``; time and randomness are parameters. So a test can run a
/// whole agent inside its process, with files for disks, against a real conductor.
package final class Agent: Sendable {
    private let configuration: AgentConfiguration
    private let machine: any Machine
    private let extraManagers: [any HardwareManager]
    private let clock: any Clock<Duration>
    private let logs: LogRing?
    private let logger: Logger
    private let onReady: @Sendable (AgentEndpoint) -> Void

    private let session: AgentSession
    /// What the agent was told to do so far.
    package let ledger = CommandLedger()
    private let heartbeats = Bell()
    private let ending = Mutex<AgentEnding?>(nil)
    private let endingBell = Bell()

    /// - Parameters:
    ///   - machine: The hardware; ``LinuxMachine`` or ``SimulatedMachine``.
    ///   - managers: Hardware managers beside the generic one.
    ///   - clock: Measures heartbeats, lookups and the delay before a reboot.
    ///   - logs: Where log lines are kept for `log.collect_system_logs`.
    ///   - onReady: Called once the API listens.
    package init(
        configuration: AgentConfiguration, machine: any Machine, managers: [any HardwareManager] = [],
        clock: any Clock<Duration> = ContinuousClock(), logs: LogRing? = nil,
        logger: Logger = Logger(label: "ingot-agent"), onReady: @escaping @Sendable (AgentEndpoint) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.machine = machine
        extraManagers = managers
        self.clock = clock
        self.logs = logs
        self.logger = logger
        self.onReady = onReady
        session = AgentSession(token: configuration.token ?? configuration.tokenFile.flatMap(TokenFile.read))
    }

    /// Lives until the machine is left, the agent is locked down, or the task is cancelled.
    ///
    /// - Throws: ``AgentCommandError`` where the lookup was given up or no own address was found; then the caller starts
    ///   the agent again.
    package func run() async throws -> AgentEnding {
        logger.notice("The agent starts", metadata: ["version": "\(Product.version)"])
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: try clientSettings())
        do {
            let ending = try await live(client)
            try? await client.shutdown()
            if ending == .lockedDown { await machine.lockDown() }
            return ending
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func clientSettings() throws -> HTTPClient.Configuration {
        var settings = HTTPClient.Configuration()
        settings.tlsConfiguration = try TLSSettings.client(configuration)
        settings.timeout.connect = .nanoseconds(configuration.requestTimeout.wholeNanoseconds)
        // Longer than any download may pause; an answer that stops in the middle must not silence the heartbeats for ever.
        let silence = max(configuration.requestTimeout, configuration.downloadTimeout)
        settings.timeout.read = .nanoseconds(silence.wholeNanoseconds)
        return settings
    }

    private func live(_ client: HTTPClient) async throws -> AgentEnding {
        let startedAt = Double(SystemWallClock().now.microseconds) / 1_000_000
        try await Arrival(configuration: configuration, machine: machine, clock: clock, logger: logger).wait()
        let link = conductorLink(client)
        if let link {
            guard try await link.introduce() != .givenAway else {
                logger.critical("The token was given to somebody else: the agent locks itself down")
                return .lockedDown
            }
            if let file = configuration.tokenFile, let token = session.token { TokenFile.keep(token, in: file, logger) }
        }
        let address = try await ownAddress()
        let identity = try await tlsIdentity(address, link)
        return try await serve(startedAt, address, identity, link)
    }

    private func conductorLink(_ client: HTTPClient) -> ConductorLink? {
        guard !configuration.isStandalone, !configuration.apiURLs.isEmpty else {
            logger.warning("No conductor is known: the agent serves its API and waits")
            return nil
        }
        let conductor = ConductorClient(
            urls: configuration.apiURLs, client: client, timeout: configuration.requestTimeout,
            globalRequestID: configuration.globalRequestID, logger: logger)
        return ConductorLink(
            conductor: conductor, session: session, machine: machine, configuration: configuration, clock: clock,
            logger: logger)
    }

    // MARK: Address and certificate

    private func ownAddress() async throws -> String? {
        if let host = configuration.advertiseHost { return host }
        let wanted = configuration.networkInterface
        for attempt in 1...configuration.addressAttempts {
            if let wanted {
                let interfaces = try await machine.inventory().interfaces
                if let found = interfaces.first(where: { $0.name == wanted })?.ipv4Address { return found }
            }
            for url in configuration.apiURLs {
                if let found = try await NIOThreadPool.singleton.runIfActive({ OwnAddress.towards(url) }) {
                    return found
                }
            }
            if configuration.isStandalone || configuration.apiURLs.isEmpty { return nil }
            if attempt < configuration.addressAttempts { try await clock.sleep(for: configuration.addressInterval) }
        }
        throw AgentCommandError(
            .lookupAddress,
            "none of this machine's addresses leads to \(configuration.apiURLs.joined(separator: ", ")) after"
                + " \(configuration.addressAttempts) tries; give one with ipa-advertise-host or check DHCP")
    }

    /// The certificate to serve with: from files where told, self-made where the conductor takes one, else none.
    private func tlsIdentity(_ address: String?, _ link: ConductorLink?) async throws -> TLSIdentity? {
        if configuration.servesTLSFromFiles {
            guard let certificateFile = configuration.certificateFile, let keyFile = configuration.keyFile,
                let certificate = SystemFile.text(certificateFile), let key = SystemFile.text(keyFile)
            else {
                throw AgentOptionError(
                    name: "listen_tls", source: "configuration",
                    reason: "needs tls_cert_file and tls_key_file that can be read")
            }
            return TLSIdentity(certificate: certificate, privateKey: key, isOwn: false)
        }
        guard configuration.makesCertificate, let link, let address,
            link.version >= ConductorClient.certificatesSince
        else { return nil }
        let hostname = try await machine.inventory().hostname
        let made = try AgentCertificate.make(for: address, hostname: hostname)
        return TLSIdentity(certificate: made.certificate, privateKey: made.privateKey, isOwn: true)
    }

    private struct TLSIdentity {
        var certificate: String
        var privateKey: String
        /// Self-made, so that the conductor must be told of it.
        var isOwn: Bool
    }

    // MARK: Serving

    private func serve(_ startedAt: Double, _ address: String?, _ identity: TLSIdentity?, _ link: ConductorLink?)
        async throws -> AgentEnding
    {
        let (jobs, jobsIn) = AsyncStream<@Sendable () async -> Void>.makeStream()
        let (ports, portsIn) = AsyncStream<Int>.makeStream()
        let runner = CommandRunner(
            table: await commands(link), ledger: ledger, heartbeats: heartbeats, logger: logger,
            background: { jobsIn.yield($0) })
        let api = AgentAPI(runner: runner, session: session, startedAt: startedAt, logger: logger)
        let application = try application(api, identity) { portsIn.yield($0) }
        let ownCertificate = identity.flatMap { $0.isOwn ? $0.certificate : nil }
        return try await withThrowingTaskGroup(of: AgentEnding?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            group.addTask { try await self.runJobs(jobs) }
            group.addTask { await self.awaitEnding() }
            group.addTask {
                var port = self.configuration.listenPort
                for await listening in ports {
                    port = listening
                    break
                }
                let url = address.map { self.callbackURL($0, port, isSecure: identity != nil) }
                self.onReady(
                    AgentEndpoint(
                        port: port, callbackURL: url, certificate: ownCertificate, nodeUUID: self.session.nodeUUID))
                guard let link, let url else { return nil }
                await link.keepBeating(url: url, certificate: ownCertificate, bell: self.heartbeats)
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let ended { return ended }
                try Task.checkCancellation()
            }
            throw CancellationError()
        }
    }

    private func application(
        _ api: AgentAPI, _ identity: TLSIdentity?, _ onListening: @escaping @Sendable (Int) -> Void
    ) throws -> Application<RouterResponder<BasicRequestContext>> {
        let place = ApplicationConfiguration(
            address: .hostname(configuration.listenHost ?? Self.anyAddress, port: configuration.listenPort))
        let running: @Sendable (any Channel) async -> Void = { onListening($0.localAddress?.port ?? 0) }
        guard let identity else {
            return Application(
                router: api.router, configuration: place, onServerRunning: running, logger: quietLogger)
        }
        let settings = try TLSSettings.server(
            certificate: identity.certificate, key: identity.privateKey,
            minimumVersion: session.wishes?.tlsMinimumVersion ?? configuration.minimumTLSVersion)
        return Application(
            router: api.router, server: try .tls(tlsConfiguration: settings), configuration: place,
            onServerRunning: running, logger: quietLogger)
    }

    private func commands(_ link: ConductorLink?) async -> AgentCommandTable {
        let images = ImageStation(
            machine: machine, configuration: configuration, session: session, logger: logger,
            refresh: { await link?.refreshedNode() })
        let generic = GenericHardwareManager(
            machine: machine, configuration: configuration, images: images, logger: logger)
        let managers = await HardwareManagers(candidates: extraManagers + [generic], machine: machine)
        let steps = StepCommands(managers: managers, session: session)
        let others = MachineCommands(
            machine: machine, configuration: configuration, session: session, images: images, clock: clock, logs: logs,
            logger: logger, end: { self.end($0) })
        return AgentCommandTable(steps.entries + others.entries)
    }

    /// Runs what commands leave to be done after their answer; the busy rule keeps this at one at a time.
    private func runJobs(_ jobs: AsyncStream<@Sendable () async -> Void>) async throws -> AgentEnding? {
        for await job in jobs { await job() }
        return nil
    }

    private func end(_ reason: AgentEnding) {
        ending.withLock { $0 = reason }
        endingBell.ring()
    }

    private func awaitEnding() async -> AgentEnding? {
        await endingBell.wait(after: 0)
        return ending.withLock { $0 }
    }

    private func callbackURL(_ address: String, _ port: Int, isSecure: Bool) -> String {
        let scheme = isSecure ? "https" : configuration.advertiseProtocol ?? "http"
        return "\(scheme)://\(OwnAddress.inURL(address)):\(configuration.advertisePort ?? port)"
    }

    /// All addresses of the machine, also where the kernel has no IPv6, or has it but no address yet: then the resolver
    /// refuses even the unspecified one.
    private static var anyAddress: String {
        (try? SocketAddress.makeAddressResolvingHost("::", port: 0)) == nil ? "0.0.0.0" : "::"
    }

    /// The server's own lines are of use only to somebody who debugs it.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = configuration.isDebug ? .debug : .warning
        return quiet
    }
}
