/// What a deploy ramdisk is made of.
package struct RamdiskOptions: Sendable, Hashable {
    /// The agent's executable; it becomes `/usr/bin/ingot-agent`.
    package var agent: String
    /// The Debian package of the kernel. The small default has the drivers of virtual machines; real hardware wants
    /// `linux-image-amd64` and ``firmwarePackages``.
    package var kernelPackage = "linux-image-cloud-amd64"
    /// Packages whose `/lib/firmware` is copied whole, for example `firmware-bnx2`.
    package var firmwarePackages: [String] = []
    /// Further programs that the ramdisk shall have, with the libraries they are linked with.
    package var extraPrograms: [RamdiskProgram] = []
    /// Further kernel modules by name, with everything they depend on.
    package var extraModules: [String] = []
    /// Programs beyond the ones the agent always needs.
    package var optionalTools: Set<RamdiskTool> = []
    package var compression: RamdiskCompression = .zstd
    package var source = DebianSource()
    /// Removes symbols from the agent's executable when the `strip` program is there.
    package var stripsAgent = true

    package init(agent: String) {
        self.agent = agent
    }
}

/// Programs that only some ramdisks need.
package enum RamdiskTool: String, Sendable, Hashable, CaseIterable {
    case mdadm
    case nvme
    case qemuImage = "qemu-img"
}

/// How the initrd is packed.
///
/// Measured with an agent of 31 MB, from kernel start to init on an emulated processor: none 63 MB and 1.8 s, zstd
/// 18 MB and 2.4 s, lz4 26 MB and 2.5 s, gzip 22 MB and 2.8 s, xz 15 MB and 6.3 s. Real processors unpack in a
/// fraction of a second, and the megabytes travel over a network or through a BMC: zstd is the default.
package enum RamdiskCompression: String, Sendable, Hashable, CaseIterable {
    case none
    case gzip
    case lz4
    case xz
    case zstd
}
