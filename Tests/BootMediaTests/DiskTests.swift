import Testing

@testable import BootMedia

@Suite
struct `An instance's disk` {
    let layout = DiskLayout(systemMiB: 20)

    @Test
    func `leaves nothing behind the system partition but the table's backup`() {
        #expect(layout.systemOffset == 2 << 20)
        #expect(layout.imageSize == 23 << 20)
    }

    @Test
    func `starts GRUB from the partition made for it`() {
        let sector = GRUB.bootSector([UInt8](repeating: 0xAA, count: 512), coreStart: layout.coreStart)
        // The partition table's part of the sector is not touched.
        #expect(sector.count == 440)
        #expect(sector[0x5C..<0x64].elementsEqual([0, 8, 0, 0, 0, 0, 0, 0]))
        #expect(sector[0x64] == 0xFF)
        #expect(sector[0x66..<0x68].elementsEqual([0x90, 0x90]))
    }

    @Test
    func `tells GRUB's first sector where the rest is`() throws {
        let core = try GRUB.core([UInt8](repeating: 0, count: 1500), layout: layout)
        #expect(core[500..<510].elementsEqual([1, 8, 0, 0, 0, 0, 0, 0, 2, 0]))
        #expect(core.count == 1500)
    }

    @Test(arguments: [512, 2 << 20])
    func `refuses a core image that cannot be right`(_ size: Int) {
        #expect(throws: BuildError.self) {
            try GRUB.core([UInt8](repeating: 0, count: size), layout: layout)
        }
    }
}
