#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes a Debian with systemd and cloud-init, as one would deploy it. Needs root, as mmdebstrap installs packages.
struct DebianSystem: Sendable {
    let options: InstanceImageOptions
    let workspace: Workspace
    let stages: Stages
    /// The partition's unique identifier, by which the kernel finds its root.
    let systemUUID: String

    private static let packages = [
        "systemd-sysv", "udev", "dbus", "cloud-init", "cloud-guest-utils", "e2fsprogs", "iproute2", "openssh-server",
        "sudo", "ca-certificates", "login", "passwd", "kmod", "netbase",
    ]

    /// Room left in the system partition, in MiB, for what a first boot writes; it grows into the disk later.
    private static let freeMiB = 256

    func make() async throws -> InstanceSystem {
        let directory = "\(workspace.path)/system"
        try await stages.run("Installing Debian into a directory") {
            let sources = try workspace.directory("sources")
            let files = try options.source.sourceFiles()
            for (name, text) in files { _ = try workspace.write(text, to: "sources/\(name)") }
            let packages = Self.packages + [options.kernelPackage] + options.extraPackages
            try await Tool.mmdebstrap.run(
                ["--variant=minbase", "--format=directory", "--quiet", "--include=\(packages.joined(separator: ","))"]
                    + [try options.source.release(), directory] + files.keys.sorted().map { "\(sources)/\($0)" })
        }
        try await stages.run("Configuring Debian") { try configure(directory) }
        let usage = try await Tool.diskUsage.run(["--summarize", "--block-size=1M", "--one-file-system", directory])
        guard let used = Int(usage.prefix { $0.isNumber }) else {
            throw BuildError(
                "Measuring \(directory)", evidence: "du said \(usage)", advice: "Run it by hand to see more")
        }
        return InstanceSystem(
            directory: directory, fileSystem: "ext4", fileSystemOptions: [],
            sizeMiB: used + used / 8 + Self.freeMiB, kernel: "/vmlinuz", initrd: "/initrd.img",
            kernelParameters: ["root=PARTUUID=\(systemUUID.lowercased())", "ro"] + InstanceSystem.consoles)
    }

    private func configure(_ root: String) throws {
        for file in Self.files {
            let path = root + file.path
            try FileManager.default.createDirectory(
                atPath: path.parentDirectory, withIntermediateDirectories: true)
            try Data((file.text + "\n").utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: file.permissions], ofItemAtPath: path)
        }
        for (unit, target) in Self.enabledUnits {
            let wants = "\(root)/etc/systemd/system/\(target).wants"
            try FileManager.default.createDirectory(atPath: wants, withIntermediateDirectories: true)
            let link = "\(wants)/\(unit.lastPathComponent)"
            guard (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == nil else { continue }
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: unit)
        }
    }

    private static let files: [(path: String, text: String, permissions: Int)] = [
        ("/etc/hostname", "debian", 0o644),
        ("/etc/fstab", "LABEL=ingot-system / ext4 errors=remount-ro 0 1", 0o644),
        ("/etc/systemd/network/90-dhcp.network", "[Match]\nType=ether\n\n[Network]\nDHCP=yes", 0o644),
        ("/etc/cloud/cloud.cfg.d/90-ingot.cfg", "datasource_list: [ConfigDrive, None]", 0o644),
        ("/usr/local/sbin/ingot-report", InstanceScripts.report, 0o755),
        ("/etc/systemd/system/ingot-report.service", InstanceScripts.unit, 0o644),
        // An empty identifier is filled at first boot, so that no two instances share one.
        ("/etc/machine-id", "", 0o444),
    ]

    private static let enabledUnits: [(unit: String, target: String)] = [
        ("/etc/systemd/system/ingot-report.service", "multi-user.target"),
        ("/lib/systemd/system/systemd-networkd.service", "multi-user.target"),
    ]
}
