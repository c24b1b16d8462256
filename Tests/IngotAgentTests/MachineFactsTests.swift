import Testing

@testable import IngotAgent

@Suite struct MachineFactsTests {
    @Test(arguments: [
        ("1 1 0:2 / / rw - rootfs rootfs rw", true),
        ("1 1 0:2 / / rw - rootfs rootfs rw\n2 1 0:3 / / rw - tmpfs tmpfs rw", true),
        ("1 1 8:1 / / rw - ext4 /dev/sda1 rw", false),
        ("1 1 0:5 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/run/u\n2 1 0:6 / /run rw - tmpfs tmpfs rw", true),
        ("1 1 0:5 / / rw - overlay overlay rw,upperdir=/var/u\n2 1 8:1 / /var rw - ext4 /dev/sda1 rw", false),
        ("", false),
    ])
    func `only a system in memory may lose its disks`(_ mounts: String, _ mayWrite: Bool) {
        #expect((RootFileSystem(mounts: mounts).reasonNotToWrite() == nil) == mayWrite)
    }

    @Test func `memory banks of all sizes are added up`() {
        func device(_ size: [UInt8], extended: [UInt8] = [0, 0, 0, 0]) -> [UInt8] {
            var entry = [UInt8](repeating: 0, count: 0x28)
            entry[0] = 17
            entry[1] = 0x28
            entry.replaceSubrange(0x0C..<0x0E, with: size)
            entry.replaceSubrange(0x1C..<0x20, with: extended)
            return entry + Array("DIMM".utf8) + [0, 0]
        }
        let table =
            [1, 4, 0, 0, 0, 0] + device([0x00, 0x20]) + device([0, 0]) + device([0xFF, 0x7F], extended: [0, 0, 1, 0])
            + device([0x00, 0x84]) + [127, 4, 0, 0, 0, 0]
        #expect(FirmwareReader.memoryDevices(table) == 8192 + 65_536 + 1)
    }

    @Test(arguments: [
        ("%\n", nil), ("# c\n%  disk.raw\n", "%"), ("%\n#c\n", "%"), ("% *disk.raw\n", "%"),
        ("SHA256 (disk.raw) = %\nSHA256 (other) = 00", "%"), ("%  other.raw\n%  third", nil), ("%  ./disk.raw", "%"),
    ])
    func `a checksum list is read in all its forms`(_ form: String, _ found: String?) {
        let digest = String(repeating: "ab", count: 32)
        let text = form.split(separator: "%", omittingEmptySubsequences: false).joined(separator: digest)
        let expected = form == "%\n" ? digest : found.map { _ in digest }
        #expect(ChecksumFile(text: text).digest(of: "disk.raw") == expected)
    }

    @Test func `a token never stands in the log of calls`() {
        #expect(
            AgentRequestLog.masked("/v1/commands/?wait=true&agent_token=secret&x=1")
                == "/v1/commands/?wait=true&agent_token=******&x=1")
        #expect(ImageServer.shown("https://user:pass@host/path?sig=1") == "https://host/path")
    }

    @Test(arguments: [
        ("http://10.0.2.2:6385/v1", "10.0.2.2", 6385), ("https://host", "host", 443), ("http://[::1]:8/x", "::1", 8),
    ])
    func `a URL tells host and port`(_ url: String, _ host: String, _ port: Int) throws {
        let found = try #require(OwnAddress.hostAndPort(url))
        #expect(found.host == host && found.port == port)
    }

    @Test func `the machine's own facts can be read`() async throws {
        let machine = LinuxMachine(
            kernel: KernelCommandLine("BOOTIF=x"), allowsInstalledSystem: false, logger: LivingAgent.quietLogger)
        let inventory = try await machine.inventory()
        #expect(inventory.cpu.count > 0 && (inventory.memory.total ?? 0) > 0 && !inventory.hostname.isEmpty)
        #expect(inventory.boot.pxeInterface == "x")
        #expect(inventory.disks.allSatisfy { $0.name.hasPrefix("/dev/") && $0.size > 0 })
    }
}
