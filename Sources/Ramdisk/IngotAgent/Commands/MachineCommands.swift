import AsyncToolkit
import IngotContracts
import IngotModel
import Logging

/// The commands of the extensions standby, image, log, poll and system.
struct MachineCommands: Sendable {
    let machine: any Machine
    let configuration: AgentConfiguration
    let session: AgentSession
    let images: ImageStation
    let clock: any Clock<Duration>
    let logs: LogRing?
    let logger: Logger
    /// Told when the agent's life ends by a command.
    let end: @Sendable (AgentEnding) -> Void

    var entries: [AgentCommandEntry] {
        [
            AgentCommandEntry(
                name: .prepareImage, isAsynchronous: true, validate: { try images.validate($0["image_info"]) },
                run: { try await images.prepare($0.values, node: session.node) }),
            AgentCommandEntry(name: .runImage, isAsynchronous: true) { _ in try await leave(.reboot) },
            AgentCommandEntry(name: .reboot, isAsynchronous: true) { _ in try await leave(.reboot) },
            AgentCommandEntry(name: .powerOff, isAsynchronous: true) { _ in try await leave(.powerOff) },
            AgentCommandEntry(name: .sync, isAsynchronous: false) { _ in
                try await machine.flush(try await machine.disks())
                return .null
            },
            AgentCommandEntry(name: .getPartitionUUIDs, isAsynchronous: false) { _ in images.partitionIdentifiers },
            AgentCommandEntry(name: .installBootloader, isAsynchronous: true) { arguments in
                try await BootloaderInstaller(
                    machine: machine, configuration: configuration, images: images, logger: logger
                ).install(arguments)
                return .null
            },
            AgentCommandEntry(name: .collectSystemLogs, isAsynchronous: false) { _ in
                let archive = try await SystemLogs(machine: machine, ring: logs, logger: logger).archive()
                return ["system_logs": .string(Base64.encode(archive))]
            },
            AgentCommandEntry(name: .getHardwareInfo, isAsynchronous: false) { _ in
                try await machine.inventory().json
            },
            AgentCommandEntry(name: .setNodeInfo, isAsynchronous: false) { try setNode($0) },
            AgentCommandEntry(name: .lockdown, isAsynchronous: false) { _ in
                end(.lockedDown)
                return .null
            },
        ]
    }

    /// Brings everything onto the disks, lets the answer reach the caller, and leaves.
    private func leave(_ action: RestartAction) async throws -> JSONValue {
        try await machine.flush(try await machine.disks())
        try await clock.sleep(for: configuration.restartDelay)
        try await machine.restart(action)
        end(.left(action))
        return .null
    }

    private func setNode(_ arguments: CommandArguments) throws -> JSONValue {
        guard configuration.isStandalone else {
            throw AgentCommandError(.invalidCommand, "poll.set_node_info is for agents started with --standalone only")
        }
        guard let information = arguments["node_info"] else { return .null }
        do {
            session.apply(try LookupAnswer(information))
        } catch {
            throw AgentCommandError(.invalidParameters, "node_info: \(error)")
        }
        return .null
    }
}
