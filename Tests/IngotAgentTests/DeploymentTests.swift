import IngotContracts
import IngotModel
import Synchronization
import Testing

@testable import IngotAgent

/// Cleaning and writing through a whole agent, onto files that stand for disks.
@Suite struct DeploymentTests {
    @Test func `a machine is cleaned, written, checked and left`() async throws {
        try await ScratchFolder.with { folder in
            let file = try folder.disk("sda.img", size: LivingAgent.diskSize)
            let image = TestImage.masterBootRecord(tail: 777)
            let conductor = FakeConductor(version: "1.67")
            conductor.serve(.init(bytes: image, announced: image.count), as: "disk.raw")
            let left = Mutex<[RestartAction]>([])
            try await conductor.whileRunning { url in
                let machine = SimulatedMachine(
                    interfaces: [InventoryInterface(name: "eth0", macAddress: LivingAgent.mac)],
                    disks: [.init(device: BlockDevice(name: "/dev/sda", size: LivingAgent.diskSize), file: file)],
                    onRestart: { action in left.withLock { $0.append(action) } })
                let (endpoints, endpointsIn) = AsyncStream<AgentEndpoint>.makeStream()
                let agent = Agent(
                    configuration: LivingAgent.configuration(url), machine: machine, logger: LivingAgent.quietLogger,
                    onReady: { endpointsIn.yield($0) })
                async let ending = agent.run()
                for await endpoint in endpoints {
                    let living = LivingAgent(
                        conductor: conductor, conductorURL: url, endpoint: endpoint, disk: file, machine: machine,
                        client: .init(eventLoopGroupProvider: .singleton))
                    let deployed = await Task { try await Self.deploy(living, image) }.result
                    try await living.client.shutdown()
                    try deployed.get()
                    break
                }
                #expect(try await ending == .left(.reboot))
            }
            #expect(left.withLock { $0 } == [.reboot])
            #expect(try TestImage.holds(file, image[..<440], at: 0))
            #expect(try TestImage.holds(file, image[(1 << 20)...], at: 1 << 20))
        }
    }

    @Test func `a second deployment in one life leaves one config drive, the new one`() async throws {
        let image = TestImage.masterBootRecord(tail: 0)
        var changed = TestImage.configDrive
        changed[changed.count - 1] ^= 1
        let second = changed
        try await LivingAgent.with { agent in
            agent.conductor.serve(.init(bytes: image, announced: image.count), as: "disk.raw")
            for drive in [TestImage.configDrive, second] {
                let written = try await agent.writeImage(
                    ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image),
                    configDrive: Base64.encode(drive))
                #expect(written.status == .succeeded, "\(String(describing: written.error))")
            }
            let table = try PartitionTable.read(DiskFile(agent.disk, .read), sectorSize: 512)
            #expect(table?.partitions.count == 2)
            let partition = try #require(table?.partitions.last)
            #expect(try TestImage.holds(agent.disk, second, at: partition.start))
        }
    }

    private static func deploy(_ agent: LivingAgent, _ image: [UInt8]) async throws {
        let steps = try await agent.command(.getCleanSteps, ["node": LivingAgent.node, "ports": []])
        let list = try AgentStepList(kind: .clean, steps.result)
        let step = try #require(list.merged.first)
        #expect(step.name == "erase_devices_metadata")
        let cleaned = try await agent.command(
            .executeCleanStep,
            [
                "step": step.json, "node": LivingAgent.node, "ports": [],
                "clean_version": steps.result["hardware_manager_version"] ?? nil,
            ])
        #expect(cleaned.status == .succeeded && cleaned.result["clean_step"] == step.json)
        #expect(try await agent.command(.getPartitionUUIDs).result == [:])

        let drive = Base64.encode(TestImage.configDrive)
        let written = try await agent.writeImage(
            ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image), configDrive: drive)
        #expect(written.status == .succeeded, "\(String(describing: written.error))")
        #expect(
            written.result["deploy_result"]?["result"]
                == "prepare_image: image (test-image) written to device /dev/sda root_uuid=0x1a607e2e")
        #expect(try await agent.command(.getPartitionUUIDs).result == ["root uuid": "0x1a607e2e"])
        let table = try PartitionTable.read(DiskFile(agent.disk, .read), sectorSize: 512)
        let partition = try #require(table?.partitions.last)
        #expect(table?.partitions.count == 2 && partition.number == 2)
        #expect(try TestImage.holds(agent.disk, TestImage.configDrive, at: partition.start))

        #expect(try await agent.command(.sync).result == nil)
        let seen = agent.conductor.bell.rings
        // The machine may be gone before its answer has arrived.
        _ = try? await agent.call("/v1/commands/", AgentCommandRequest(.runImage).json)
        #expect(seen >= 2)
    }

    @Test func `a wrong checksum fails with both digests after two downloads`() async throws {
        try await LivingAgent.with { agent in
            let image = TestImage.masterBootRecord()
            agent.conductor.serve(.init(bytes: image, announced: image.count), as: "disk.raw")
            let wrong = String(repeating: "0", count: 64)
            let result = try await agent.writeImage(["\(agent.conductorURL)/images/disk.raw"], checksum: wrong)
            #expect(result.status == .failed && result.error?.kind == .imageChecksum)
            let details = try #require(result.error?.details)
            #expect(details.contains(wrong) && details.contains(TestImage.sha256(image)))
            #expect(details.contains("attempt 2"))
            #expect(try await agent.command(.getPartitionUUIDs).result == [:])
        }
    }

    @Test func `a truncated download tells how far it came`() async throws {
        try await LivingAgent.with { agent in
            let image = TestImage.masterBootRecord()
            agent.conductor.serve(.init(bytes: Array(image[..<(3 << 20)]), announced: image.count), as: "disk.raw")
            let result = try await agent.writeImage(
                ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image))
            #expect(result.status == .failed && result.error?.kind == .imageDownload)
            #expect(result.error?.details.contains("of \(image.count) bytes") == true, "\(result)")
        }
    }

    @Test(arguments: [true, false])
    func `an image larger than the disk is refused`(_ isAnnounced: Bool) async throws {
        try await LivingAgent.with(diskSize: 4 << 20) { agent in
            let image = TestImage.masterBootRecord()
            agent.conductor.serve(.init(bytes: image, announced: isAnnounced ? image.count : nil), as: "disk.raw")
            let node: JSONValue = ["properties": ["root_device": ["name": "/dev/sda"]]]
            let result = try await agent.writeImage(
                ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image), node: node)
            #expect(result.status == .failed && result.error?.kind == .imageDownloadOutOfSpace, "\(result)")
            #expect(result.error?.details.contains("nothing was written") == isAnnounced)
        }
    }

    @Test func `an image without a length is written all the same`() async throws {
        try await LivingAgent.with { agent in
            let image = TestImage.masterBootRecord()
            agent.conductor.serve(.init(bytes: image, announced: nil), as: "disk.raw")
            let result = try await agent.writeImage(
                ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image))
            #expect(result.status == .succeeded, "\(result)")
        }
    }

    @Test func `a server that fails at first is asked again`() async throws {
        try await LivingAgent.with { agent in
            let image = TestImage.masterBootRecord()
            agent.conductor.serve(.init(bytes: image, announced: image.count, failures: 2), as: "disk.raw")
            let result = try await agent.writeImage(
                ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image))
            #expect(result.status == .succeeded, "\(result)")
        }
    }

    @Test func `the next URL is tried where one has no image`() async throws {
        try await LivingAgent.with { agent in
            let image = TestImage.masterBootRecord()
            agent.conductor.serve(.init(bytes: image, announced: image.count), as: "disk.raw")
            let urls = ["\(agent.conductorURL)/images/none", "\(agent.conductorURL)/images/disk.raw"]
            #expect(try await agent.writeImage(urls, checksum: TestImage.sha256(image)).status == .succeeded)
            let missing = try await agent.writeImage(
                [urls[0]], checksum: TestImage.sha256(image), extra: ["id": "another"])
            #expect(missing.error?.kind == .imageDownloadFatal)
            #expect(missing.error?.details.contains("404") == true)
        }
    }

    @Test func `a disk that no hint describes is not found, and the disks are named`() async throws {
        try await LivingAgent.with { agent in
            let node: JSONValue = ["properties": ["root_device": ["serial": "other"]]]
            let result = try await agent.writeImage(["http://127.0.0.1:1/x"], checksum: "00", node: node)
            #expect(result.error?.kind == .deviceNotFound)
            #expect(result.error?.details.contains("/dev/sda (5 GiB, Fake Disk, serial F1)") == true, "\(result)")
        }
    }

    @Test func `an image without partitions is no whole-disk image`() async throws {
        try await LivingAgent.with { agent in
            let image = [UInt8](repeating: 7, count: 1 << 20)
            agent.conductor.serve(.init(bytes: image, announced: image.count), as: "disk.raw")
            let result = try await agent.writeImage(
                ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image))
            #expect(result.error?.kind == .deployment)
        }
    }

    @Test func `a container whose format nobody named is refused before a byte is written`() async throws {
        try await LivingAgent.with { agent in
            let image = Array("QFI".utf8) + [0xFB] + [UInt8](repeating: 0, count: 4096)
            agent.conductor.serve(.init(bytes: image, announced: image.count), as: "disk.qcow2")
            let result = try await agent.writeImage(
                ["\(agent.conductorURL)/images/disk.qcow2"], checksum: TestImage.sha256(image),
                extra: ["disk_format": nil])
            #expect(result.error?.kind == .invalidImage)
            #expect(try TestImage.read(agent.disk, at: 0, count: 4) == [0, 0, 0, 0])
        }
    }
}
