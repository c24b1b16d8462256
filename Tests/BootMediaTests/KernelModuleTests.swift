import Testing

@testable import BootMedia

@Suite
struct `Kernel modules` {
    static let index = ModuleIndex(
        dep: """
            kernel/drivers/virtio/virtio.ko:
            kernel/drivers/virtio/virtio_ring.ko: kernel/drivers/virtio/virtio.ko
            kernel/drivers/virtio/virtio_pci.ko: kernel/drivers/virtio/virtio_ring.ko kernel/drivers/virtio/virtio.ko
            kernel/drivers/net/ethernet/intel/e1000e/e1000e.ko: kernel/drivers/ptp/ptp.ko
            kernel/drivers/ptp/ptp.ko:
            kernel/fs/ext4/ext4.ko: kernel/lib/crc16.ko
            kernel/lib/crc16.ko:
            kernel/crypto/crc32c_generic.ko:
            kernel/drivers/md/dm-mod.ko.xz:
            """,
        softdep: """
            # Soft dependencies extracted from modules themselves.
            softdep ext4 pre: crc32c-generic
            """)

    @Test(arguments: [
        (["virtio_pci"], ["virtio", "virtio_pci", "virtio_ring"]),
        (["ext4"], ["crc16", "crc32c_generic", "ext4"]),
        (["dm-mod"], ["dm_mod"]),
        (["a_module_of_another_kernel"], []),
        ([], []),
    ])
    func `bring everything they depend on`(_ wanted: [String], _ expected: [String]) {
        #expect(Self.index.closure(of: wanted).sorted() == expected)
    }

    @Test
    func `can be chosen by directory`() {
        let selection = ModuleSelection(names: [], directories: ["kernel/drivers/net/ethernet"])
        #expect(selection.modules(in: Self.index).sorted() == ["e1000e", "ptp"])
    }

    @Test
    func `are found under either spelling`() {
        #expect(ModuleIndex.name(ofPath: "kernel/drivers/md/dm-mod.ko.xz") == "dm_mod")
    }

    @Test
    func `lists are cut down to the chosen ones`() {
        let list = """
            # Aliases extracted from modules themselves.
            alias virtio:d00000001v* virtio_net
            alias fs-ext4 ext4
            alias symbol:register_virtio_device virtio
            softdep ext4 pre: crc32c
            kernel/fs/ext4/ext4.ko: kernel/lib/crc16.ko
            kernel/net/other.ko:
            """
        #expect(
            ModuleList.restrict(list, to: ["ext4", "virtio"]) == """
                alias fs-ext4 ext4
                alias symbol:register_virtio_device virtio
                softdep ext4 pre: crc32c
                kernel/fs/ext4/ext4.ko: kernel/lib/crc16.ko

                """)
    }
}
