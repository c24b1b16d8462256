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
    package var compression: RamdiskCompression = .none
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
/// `none` is the default because it boots fastest where processors are emulated, and costs nothing on real ones but
/// some megabytes on the wire.
package enum RamdiskCompression: String, Sendable, Hashable, CaseIterable {
    case none
    case gzip
    case lz4
    case xz
    case zstd
}
