import IngotContracts
import IngotModel
import NIOCore
import Testing

@testable import IngotAgent

@Suite struct DiskStreamTests {
    @Test(arguments: [0, 1, 4095, 4096, 300_000, (1 << 20) + 7])
    func `bytes of any number arrive in order and are hashed`(_ count: Int) async throws {
        try await ScratchFolder.with { folder in
            let file = try folder.disk("disk", size: 2 << 20)
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let stream = try DiskStream(to: file, algorithm: .sha256, bufferSize: 64 << 10, buffers: 3)
            for start in stride(from: 0, to: count, by: 10_007) {
                try await stream.write(ByteBuffer(bytes: bytes[start..<min(start + 10_007, count)]))
            }
            #expect(try await stream.finish() == TestImage.sha256(bytes))
            #expect(stream.accepted == Int64(count))
            #expect(try TestImage.holds(file, bytes, at: 0))
            #expect(try TestImage.holds(file, [UInt8](repeating: 0, count: 100), at: Int64(count)))
        }
    }

    @Test func `a stream longer than the disk stops at its end`() async throws {
        try await ScratchFolder.with { folder in
            let stream = try DiskStream(to: try folder.disk("disk", size: 100_000), algorithm: .sha512)
            await #expect {
                for _ in 0..<20 { try await stream.write(ByteBuffer(repeating: 1, count: 10_000)) }
            } throws: { ($0 as? AgentCommandError)?.kind == .imageDownloadOutOfSpace }
            await stream.abandon()
        }
    }

    @Test func `a disk that is not there is named`() throws {
        #expect { try DiskStream(to: "/nonexistent/disk", algorithm: .sha256) } throws: {
            ($0 as? AgentCommandError)?.details.contains("/nonexistent/disk: No such file") == true
        }
    }
}

@Suite struct DiskEraserTests {
    private func eraser(_ file: String, _ size: Int64) -> (DiskEraser, BlockDevice) {
        let disk = BlockDevice(name: "/dev/sda", size: size)
        let machine = SimulatedMachine(interfaces: [], disks: [.init(device: disk, file: file)])
        return (
            DiskEraser(machine: machine, configuration: AgentConfiguration(), logger: LivingAgent.quietLogger), disk
        )
    }

    @Test func `tables and signatures at every border are gone afterwards`() async throws {
        try await ScratchFolder.with { folder in
            let image = TestImage.masterBootRecord(mebibytes: 16)
            let file = try folder.disk("disk", size: 32 << 20)
            let content = try DiskFile(file, .write)
            try content.write(image, at: 0)
            try content.write(Array("trace".utf8), at: (32 << 20) - 5)
            let (eraser, disk) = eraser(file, 32 << 20)
            try await eraser.eraseMetadata(of: disk)
            #expect(try PartitionTable.read(content, sectorSize: 512) == nil)
            for (offset, count) in [(0, 2 << 20), (15 << 20, 1 << 20), (31 << 20, 1 << 20)] {
                let isErased = try content.read(at: Int64(offset), count: count).allSatisfy { $0 == 0 }
                #expect(isErased, "at \(offset)")
            }
        }
    }

    @Test func `a disk that a cluster shares is left alone`() async throws {
        try await ScratchFolder.with { folder in
            var image = TestImage.masterBootRecord()
            image[450] = 0xFB
            let file = try folder.disk("disk", size: 8 << 20)
            try DiskFile(file, .write).write(image, at: 0)
            let (eraser, disk) = eraser(file, 8 << 20)
            await #expect {
                try await eraser.eraseMetadata(of: disk)
            } throws: { ($0 as? AgentCommandError)?.details.contains("VMFS") == true }
            #expect(try TestImage.holds(file, image[..<512], at: 0))
        }
    }

    @Test func `overwriting with zeros leaves nothing`() async throws {
        try await ScratchFolder.with { folder in
            let file = try folder.disk("disk", size: 9 << 20)
            try DiskFile(file, .write).write(TestImage.masterBootRecord(), at: 0)
            let (eraser, disk) = eraser(file, 9 << 20)
            try await eraser.overwrite(disk, rounds: 1, zeroize: true)
            let isErased = try TestImage.read(file, at: 0, count: 9 << 20).allSatisfy { $0 == 0 }
            #expect(isErased)
        }
    }
}

@Suite struct GUIDTableTests {
    @Test(.enabled(if: SystemFile.exists("/usr/sbin/sgdisk") || SystemFile.exists("/sbin/sgdisk")))
    func `a GPT image gets its second table and its config drive at the end of a larger disk`() async throws {
        try await ScratchFolder.with { folder in
            let small = try folder.disk("small", size: 8 << 20)
            try await ExternalTool("sgdisk", logger: LivingAgent.quietLogger).require(
                ["-n", "1:2048:4095", "-t", "1:ef00", "-n", "2:4096:0", "-c", "2:root", small], .execution)
            let image = try TestImage.read(small, at: 0, count: 8 << 20)
            try await LivingAgent.with { agent in
                agent.conductor.serve(.init(bytes: image, announced: image.count), as: "disk.raw")
                let result = try await agent.writeImage(
                    ["\(agent.conductorURL)/images/disk.raw"], checksum: TestImage.sha256(image),
                    configDrive: Base64.encode(TestImage.configDrive))
                #expect(result.status == .succeeded, "\(result)")
                let disk = try DiskFile(agent.disk, .read)
                let table = try #require(try PartitionTable.read(disk, sectorSize: 512))
                #expect(table.kind == .guid && table.partitions.map(\.name) == ["", "root", "config-2"])
                #expect(table.partitions[0].isSystem)
                let drive = table.partitions[2]
                #expect(drive.size >= 63 << 20 && drive.end > LivingAgent.diskSize - 2 << 20)
                #expect(try FileSystemSignature.read(disk, at: drive.start).label == "config-2")
                let header = try disk.read(at: LivingAgent.diskSize - 512, count: 8)
                #expect(header == Array("EFI PART".utf8))
            }
        }
    }
}
