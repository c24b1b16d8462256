#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes the small instance: a kernel and a busybox initramfs that is its whole system.
struct TinySystem: Sendable {
    let options: InstanceImageOptions
    let workspace: Workspace
    let stages: Stages

    func make() async throws -> InstanceSystem {
        let archive = DebianArchive(source: options.source, workspace: workspace)
        let tree = try await stages.run("Fetching Debian packages") {
            try await archive.unpack(["busybox-static"], kernels: [options.kernelPackage])
        }
        let kernel = try await stages.run("Indexing the kernel's modules") { try await KernelPackage(in: tree) }
        let directory = try workspace.directory("system")
        let content = try await stages.run("Packing the instance's system") {
            try await BlockingWork.run {
                try assemble(tree: tree, kernel: kernel).write(to: "\(directory)/initrd")
                try FinishedFile.put(kernel.image, at: "\(directory)/kernel")
                return try FileSize.of("\(directory)/initrd") + FileSize.of("\(directory)/kernel")
            }
        }
        return InstanceSystem(
            directory: directory, fileSystem: "ext2",
            fileSystemOptions: ["-b", "1024", "-N", "64", "-O", "^resize_inode"],
            sizeMiB: (content >> 20) + 3, kernel: "/kernel", initrd: "/initrd",
            kernelParameters: InstanceSystem.consoles + ["quiet"])
    }

    private func assemble(tree: DebianTree, kernel: KernelPackage) throws -> Initramfs {
        var root = Initramfs()
        root.addStart(inittab: InstanceScripts.inittab)
        for (name, text) in [("start", InstanceScripts.start), ("report", InstanceScripts.report)] {
            root.add(.text(text + "\n", permissions: 0o755), at: "/usr/lib/ingot/\(name)")
        }
        try ProgramCollector(tree: tree).add("busybox", to: &root)
        _ = try kernel.addModules(.tinyInstance, to: &root)
        return root
    }
}
