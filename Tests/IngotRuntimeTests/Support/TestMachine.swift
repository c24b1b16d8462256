import Crypto
import Foundation
import IngotAgent
import IngotModel
import Logging
import Synchronization

/// A machine without a BMC, with one disk, on which the real agent runs inside the test.
final class TestMachine: Sendable {
    static let address = "52:54:00:12:34:56"
    let disk: String
    private let restarts = Mutex<[RestartAction]>([])
    private let diskSize: Int
    private let agent = Mutex<Task<Void, any Error>?>(nil)

    init(in directory: String, diskSize: Int) throws {
        disk = directory + "/disk"
        self.diskSize = diskSize
        guard FileManager.default.createFile(atPath: disk, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: URL(filePath: disk))
        try handle.truncate(atOffset: UInt64(diskSize))
        try handle.close()
    }

    var leftBy: [RestartAction] { restarts.withLock(\.self) }

    /// Boots the ramdisk: the agent lives until it reboots the machine or is killed.
    func boot(_ api: String) { agent.withLock { $0 = Task { try await runAgent(api) } } }

    /// The machine loses its power.
    func kill() { agent.withLock { $0?.cancel() } }

    private func runAgent(_ api: String) async throws {
        var configuration = AgentConfiguration()
        configuration.apiURLs = [api]
        configuration.listenHost = "127.0.0.1"
        configuration.listenPort = 0
        configuration.advertiseHost = "127.0.0.1"
        configuration.heartbeatFloor = .milliseconds(50)
        configuration.restartDelay = .milliseconds(10)
        configuration.lookupInterval = .milliseconds(50)
        configuration.downloadRetries = 0
        let machine = SimulatedMachine(
            interfaces: [.init(name: "eth0", macAddress: Self.address, ipv4Address: "127.0.0.1")],
            disks: [.init(device: BlockDevice(name: "/dev/vda", size: Int64(diskSize)), file: disk)],
            onRestart: { action in self.restarts.withLock { $0.append(action) } })
        var logger = Logger(label: "agent")
        logger.logLevel = .critical
        _ = try await Agent(configuration: configuration, machine: machine, logger: logger).run()
    }
}

/// A whole-disk image: a master boot record with one partition, then bytes that tell of their place.
struct TestImage {
    let bytes: Data

    init(size: Int = 4 << 20) {
        var bytes = Data(capacity: size)
        for block in 0..<(size >> 16) {
            bytes.append(Data(repeating: UInt8(truncatingIfNeeded: block &+ 1), count: 1 << 16))
        }
        bytes.replaceSubrange(0..<512, with: Data(count: 512))
        bytes[446 + 4] = 0x83
        bytes.replaceSubrange(454..<458, with: [0, 8, 0, 0])
        bytes.replaceSubrange(458..<462, with: [0, 16, 0, 0])
        bytes.replaceSubrange(440..<444, with: [1, 2, 3, 4])
        bytes.replaceSubrange(510..<512, with: [0x55, 0xAA])
        self.bytes = bytes
    }

    var sha256: String {
        SHA256.hash(data: bytes).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }
}
