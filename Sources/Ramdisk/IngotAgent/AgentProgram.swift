import ArgumentParser
import Glibc
import IngotModel
import Logging

/// The command line of `ingot-agent`.
package struct AgentProgram: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ingot-agent",
        abstract: "Cleans and deploys the machine it runs on, under the orders of a conductor.",
        discussion: """
            Without arguments everything is read from the kernel command line (ipa-api-url=… and its kin), as in a \
            deploy ramdisk. Settings are taken from there, then from files, from the environment (INGOT_AGENT_…) and \
            from here; later ones win.
            """,
        version: Product.version)

    @Option(help: "URLs of the conductor's API, separated by commas.")
    var apiURL: String?

    @Flag(help: "Serve the API alone: no lookup, no heartbeat.")
    var standalone = false

    @Flag(help: "Log more.")
    var debug = false

    @Option(help: "Address to listen on.")
    var listenHost: String?

    @Option(help: "Port to listen on.")
    var listenPort: Int?

    @Flag(help: "Write to disks although this system does not run from memory.")
    var allowOnInstalledSystem = false

    @Option(help: "A configuration file; may be given several times.")
    var configFile: [String] = []

    @Option(help: "A folder of configuration files; may be given several times.")
    var configDir: [String] = []

    @Option(name: .customLong("option"), help: "Any setting, as name=value; may be given several times.")
    var options: [String] = []

    package init() {}

    /// Files that are read where the command line names none.
    private static let standardFiles = ["/etc/ironic-python-agent.conf", "/etc/ingot-agent.conf"]
    private static let standardFolders = ["/etc/ironic-python-agent.d", "/etc/ingot-agent.d"]
    private static let tokenFile = "/run/ingot-agent.token"
    private static let pauseBeforeRestart: Duration = .seconds(5)

    package func run() async throws {
        // A conductor that hangs up must not end the agent.
        signal(SIGPIPE, SIG_IGN)
        let sources = try sources()
        let (read, unknown) = try AgentConfiguration.reading(sources)
        var configuration = read
        configuration.tokenFile = Self.tokenFile
        let ring = LogRing()
        LoggingSystem.bootstrap { label in
            ring.handler(label: label, next: StreamLogHandler.standardError(label: label))
        }
        var logger = Logger(label: "ingot-agent")
        logger.logLevel = configuration.isDebug ? .debug : .info
        if !unknown.isEmpty {
            logger.warning("Settings were not understood", metadata: ["settings": "\(unknown.joined(separator: ", "))"])
        }
        let machine = LinuxMachine(
            kernel: KernelCommandLine(sources.kernelCommandLine),
            allowsInstalledSystem: configuration.allowsInstalledSystem, logger: logger)
        let agent = Agent(configuration: configuration, machine: machine, logs: ring, logger: logger)
        do {
            let ending = try await agent.run()
            // A locked-down agent stays: its starter would otherwise start another one.
            while ending == .lockedDown { try await Task.sleep(for: .seconds(86_400)) }
        } catch {
            logger.critical("The agent gives up", metadata: ["error": "\(error)"])
            try await Task.sleep(for: Self.pauseBeforeRestart)
            throw ExitCode.failure
        }
    }

    private func sources() throws -> AgentConfiguration.Sources {
        var sources = AgentConfiguration.Sources()
        sources.kernelCommandLine = SystemFile.text("/proc/cmdline") ?? ""
        let folders = configDir.isEmpty ? Self.standardFolders : configDir
        let inFolders = folders.flatMap { folder in
            SystemFile.names(in: folder).filter { $0.hasSuffix(".conf") }.sorted().map { "\(folder)/\($0)" }
        }
        for path in (configFile.isEmpty ? Self.standardFiles : configFile) + inFolders {
            guard let text = SystemFile.text(path) else {
                if configFile.contains(path) { throw ValidationError("\(path) cannot be read") }
                continue
            }
            sources.files.append((path, text))
        }
        for option in AgentOption.all {
            guard let value = getenv(option.environmentVariable) else { continue }
            sources.environment[option.environmentVariable] = String(cString: value)
        }
        sources.arguments = try arguments()
        return sources
    }

    private func arguments() throws -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        if let apiURL { pairs.append(("api_url", apiURL)) }
        if let listenHost { pairs.append(("listen_host", listenHost)) }
        if let listenPort { pairs.append(("listen_port", String(listenPort))) }
        if standalone { pairs.append(("standalone", "true")) }
        if debug { pairs.append(("debug", "true")) }
        if allowOnInstalledSystem { pairs.append(("allow_on_installed_system", "true")) }
        for option in options {
            guard let equals = option.firstIndex(of: "=") else {
                throw ValidationError("--option \(option) must have the form name=value")
            }
            pairs.append((String(option[..<equals]), String(option[option.index(after: equals)...])))
        }
        return pairs
    }
}
