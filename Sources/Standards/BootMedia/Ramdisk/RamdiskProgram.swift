/// A program of the ramdisk and the Debian package that has it.
package struct RamdiskProgram: Sendable, Hashable {
    /// The program's file name, looked up in the usual directories.
    package let name: String
    package let package: String

    package init(name: String, package: String) {
        self.name = name
        self.package = package
    }

    /// What the agent always needs: partition tables, signatures, file systems of config drives, boot entries, erasure.
    static let always: [RamdiskProgram] = [
        .init(name: "sgdisk", package: "gdisk"),
        .init(name: "sfdisk", package: "fdisk"),
        .init(name: "blkid", package: "util-linux"),
        .init(name: "blkdiscard", package: "util-linux"),
        .init(name: "blockdev", package: "util-linux"),
        .init(name: "lsblk", package: "util-linux"),
        .init(name: "partx", package: "util-linux"),
        .init(name: "wipefs", package: "util-linux"),
        .init(name: "mkfs.vfat", package: "dosfstools"),
        .init(name: "efibootmgr", package: "efibootmgr"),
        .init(name: "hdparm", package: "hdparm"),
        .init(name: "nvme", package: "nvme-cli"),
    ]

    /// Packages without programs of that table whose data the ramdisk takes, and the library that the agent wants.
    static let dataPackages = ["busybox-static", "ca-certificates", "zlib1g"]
}

extension RamdiskTool {
    var program: RamdiskProgram {
        switch self {
        case .mdadm: .init(name: "mdadm", package: "mdadm")
        case .nvme: .init(name: "nvme", package: "nvme-cli")
        case .qemuImage: .init(name: "qemu-img", package: "qemu-utils")
        }
    }
}
