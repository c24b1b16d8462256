import Glibc
import IngotContracts
import IngotModel
import Logging

/// The manager for every machine: erasing disks and writing images.
///
/// Class key, name, steps and priorities are those that operators know from the Bare Metal service; the version is
/// Ingot's own, so that a node which moves between agents starts its cleaning over.
struct GenericHardwareManager: HardwareManager {
    let classKey = "GenericHardwareManager"
    let name = "generic_hardware_manager"
    let version = "ingot-1"

    let machine: any Machine
    let configuration: AgentConfiguration
    let images: ImageStation
    let logger: Logger

    private typealias Action = @Sendable (GenericHardwareManager, StepContext) async throws -> JSONValue

    private struct Offer: Sendable {
        var step: AgentStep
        var kinds: Set<AgentStepKind>
        var action: Action
    }

    func supportLevel(on machine: any Machine) async -> Int { 1 }

    func steps(_ kind: AgentStepKind, node: JSONValue, ports: [JSONValue]) async throws -> [AgentStep] {
        Self.offers.filter { $0.kinds.contains(kind) }.map { offer in
            var step = offer.step
            if kind != .clean { step.priority = 0 }
            return step
        }
    }

    func handles(_ step: String, _ kind: AgentStepKind) -> Bool { offer(step, kind) != nil }

    func run(_ step: StepContext) async throws -> JSONValue {
        guard let offer = offer(step.name, step.kind) else {
            throw AgentCommandError(.incompatibleMethod, "the step \"\(step.name)\" is not among those of \(name)")
        }
        return try await offer.action(self, step)
    }

    private func offer(_ step: String, _ kind: AgentStepKind) -> Offer? {
        Self.offers.first { $0.step.name == step && $0.kinds.contains(kind) }
    }

    private static let offers: [Offer] = [
        Offer(
            step: AgentStep(name: "erase_devices_metadata", priority: 99, isAbortable: true), kinds: [.clean, .deploy],
            action: { manager, _ in try await manager.eraseMetadata() }),
        Offer(
            step: AgentStep(name: "erase_devices", priority: 10, isAbortable: true), kinds: [.clean],
            action: { manager, step in try await manager.erase(step, express: false) }),
        Offer(
            step: AgentStep(name: "erase_devices_express", priority: 0, isAbortable: true), kinds: [.clean],
            action: { manager, step in try await manager.erase(step, express: true) }),
        Offer(
            step: AgentStep(name: "erase_pstore", priority: 0, isAbortable: true), kinds: [.clean],
            action: { manager, _ in try await manager.erasePersistentStore() }),
        Offer(
            step: AgentStep(
                name: "write_image", priority: 0,
                arguments: [
                    "image_info": ["description": "what to write and how to check it", "required": true],
                    "configdrive": ["description": "base64 of gzip, or a URL to that", "required": false],
                ]),
            kinds: [.deploy, .service],
            action: { manager, step in try await manager.images.prepare(step.arguments, node: step.node) }),
    ]

    // MARK: Steps

    private var eraser: DiskEraser { DiskEraser(machine: machine, configuration: configuration, logger: logger) }

    private func eraseMetadata() async throws -> JSONValue {
        images.forget()
        for disk in try await eraser.erasableDisks().sorted(by: { $0.name > $1.name }) {
            try await eraser.eraseMetadata(of: disk)
        }
        return .null
    }

    /// Erases all disks, so many at a time as the conductor wants, and tells for each what was done.
    private func erase(_ step: StepContext, express: Bool) async throws -> JSONValue {
        images.forget()
        let disks = try await eraser.erasableDisks()
        let erasure = DiskErasure(
            eraser: eraser, flags: step.node["driver_internal_info"] ?? [:], isExpress: express, machine: machine,
            logger: logger)
        var results: [String: JSONValue] = [:]
        try await withThrowingTaskGroup(of: (String, String).self) { group in
            var waiting = disks[...]
            for disk in waiting.prefix(erasure.concurrency) {
                waiting.removeFirst()
                group.addTask { (disk.name, try await erasure.erase(disk)) }
            }
            for try await (name, result) in group {
                results[name] = .string(result)
                if let disk = waiting.popFirst() {
                    group.addTask { (disk.name, try await erasure.erase(disk)) }
                }
            }
        }
        return .object(results)
    }

    private func erasePersistentStore() async throws -> JSONValue {
        let folder = "/sys/fs/pstore"
        for name in SystemFile.names(in: folder) where unlink("\(folder)/\(name)") != 0 {
            throw AgentCommandError(
                .cleaning, "\(folder)/\(name) could not be removed: \(String(cString: strerror(errno)))")
        }
        return .null
    }
}
