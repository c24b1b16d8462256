import IngotContracts
import IngotModel
import Logging
import NIOPosix

/// The machine that the agent runs on.
package struct LinuxMachine: Machine {
    let kernel: KernelCommandLine
    let allowsInstalledSystem: Bool
    let logger: Logger

    package init(kernel: KernelCommandLine, allowsInstalledSystem: Bool, logger: Logger) {
        self.kernel = kernel
        self.allowsInstalledSystem = allowsInstalledSystem
        self.logger = logger
    }

    package func inventory() async throws -> HardwareInventory {
        let kernel = kernel
        return try await NIOThreadPool.singleton.runIfActive {
            let firmware = FirmwareReader()
            let processors = ProcessorReader()
            return HardwareInventory(
                interfaces: NetworkReader().interfaces(), cpu: processors.processor(),
                disks: BlockDeviceReader().disks(),
                memory: InventoryMemory(total: processors.memoryTotal(), physicalMiB: firmware.physicalMemory()),
                systemVendor: firmware.systemVendor(),
                boot: InventoryBoot(currentBootMode: firmware.bootMode(), pxeInterface: kernel.bootInterface),
                hostname: ProcessorReader.hostname())
        }
    }

    package func disks() async throws -> [BlockDevice] {
        try await NIOThreadPool.singleton.runIfActive { BlockDeviceReader().disks() }
    }

    package func path(of disk: BlockDevice) -> String { disk.name }

    package func reasonNotToWrite() async -> String? {
        if allowsInstalledSystem { return nil }
        return RootFileSystem(mounts: SystemFile.text("/proc/self/mountinfo") ?? "").reasonNotToWrite()
    }

    package func partitionsChanged(on disk: BlockDevice) async throws {
        let path = path(of: disk)
        try await NIOThreadPool.singleton.runIfActive { try DiskFile(path, .read).rereadPartitions() }
    }

    package func flush(_ disks: [BlockDevice]) async throws {
        let logger = logger
        try await NIOThreadPool.singleton.runIfActive {
            SystemControl.synchronize()
            for disk in disks {
                do {
                    try DiskFile(disk.name, .read).flushBuffers()
                } catch {
                    logger.warning("A disk was not flushed", metadata: ["disk": "\(disk.name)", "error": "\(error)"])
                }
            }
        }
    }

    package func restart(_ action: RestartAction) async throws {
        logger.notice("The machine is left", metadata: ["action": "\(action.rawValue)"])
        try await NIOThreadPool.singleton.runIfActive { try SystemControl.restart(action) }
    }

    package func lockDown() async {
        let names = SystemFile.names(in: "/sys/class/net").filter { $0 != "lo" }
        for name in names {
            let outcome = try? await ExternalTool("ip", logger: logger).run(["link", "set", name, "down"])
            if outcome?.isSuccess != true {
                logger.error("A network link could not be taken down", metadata: ["interface": "\(name)"])
            }
        }
    }
}
