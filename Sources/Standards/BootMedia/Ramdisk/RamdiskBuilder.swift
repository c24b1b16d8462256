#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Builds the kernel and the initrd that a machine boots to be served by an agent.
///
/// The whole system lives in the initrd: a Debian kernel's modules, busybox, the tools that the agent calls, and the
/// agent. It is put together from chosen files of unpacked packages, so it is small and nothing in it was configured
/// on the building machine. Needs apt and the ``Tool`` programs, but no special rights.
package struct RamdiskBuilder: Sendable {
    package let options: RamdiskOptions

    package init(_ options: RamdiskOptions) {
        self.options = options
    }

    /// Builds `kernel` and `initrd` into a directory, which is made when it is missing.
    ///
    /// - Throws: ``BuildError`` that names what was tried and what to do next. Files of an earlier build are replaced
    ///   only when everything has succeeded.
    package func build(
        into directory: String, progress: @escaping BuildProgress = { _ in }
    ) async throws -> RamdiskReport {
        try checkAgent()
        let stages = Stages(report: progress)
        return try await Workspace.with(under: Workspace.temporaryDirectory, named: "ingot-ramdisk") { workspace in
            let archive = DebianArchive(source: options.source, workspace: workspace)
            let tree = try await stages.run("Fetching Debian packages") {
                try await archive.unpack(packages, kernels: [options.kernelPackage])
            }
            let kernel = try await stages.run("Indexing the kernel's modules") { try await KernelPackage(in: tree) }
            let agent = try await stages.run("Preparing the agent") { try await preparedAgent(in: workspace) }
            return try await stages.run("Packing the initrd") {
                let (root, moduleCount) = try await BlockingWork.run {
                    try assemble(tree: tree, kernel: kernel, agent: agent)
                }
                return try await pack(root, moduleCount: moduleCount, kernel: kernel, in: workspace, into: directory)
            }
        }
    }

    private var programs: [RamdiskProgram] {
        RamdiskProgram.always + RamdiskTool.allCases.filter(options.optionalTools.contains).map(\.program)
            + options.extraPrograms
    }

    private var packages: [String] {
        let named = Set(programs.map(\.package)).sorted()
        return named + RamdiskProgram.dataPackages + options.firmwarePackages
    }

    private func checkAgent() throws {
        guard FileManager.default.isExecutableFile(atPath: options.agent) else {
            throw BuildError(
                "Reading the agent \(options.agent)", evidence: "there is no executable file of that name",
                advice: "Build it (swift build -c release --static-swift-stdlib --product ingot-agent) or name its path"
            )
        }
    }

    /// The agent's executable without symbols, which are most of a statically linked Swift program. Whatever is no
    /// ELF file is taken as it is.
    private func preparedAgent(in workspace: Workspace) async throws -> String {
        guard options.stripsAgent, Tool.strip.location != nil, try ELFFile(at: options.agent) != nil else {
            return options.agent
        }
        let stripped = "\(workspace.path)/ingot-agent"
        try await Tool.strip.run(["-o", stripped, options.agent])
        return stripped
    }

    private func assemble(
        tree: DebianTree, kernel: KernelPackage, agent: String
    ) throws -> (root: Initramfs, moduleCount: Int) {
        var root = Initramfs()
        root.addStart(inittab: RamdiskScripts.inittab)
        for file in RamdiskScripts.files {
            root.add(.text(file.text + "\n", permissions: file.permissions), at: file.path)
        }
        root.add(
            .text(try Self.certificates(in: tree), permissions: 0o644), at: "/etc/ssl/certs/ca-certificates.crt")
        for path in tree.files(below: "/lib/firmware") {
            if let file = tree.file(path) { root.add(.file(at: file, permissions: 0o644), at: path) }
        }
        let collector = ProgramCollector(tree: tree)
        for name in ["busybox"] + programs.map(\.name) { try collector.add(name, to: &root) }
        try collector.add(executable: agent, as: "/usr/bin/ingot-agent", to: &root)
        var selection = ModuleSelection.ramdisk
        selection.names += options.extraModules
        let moduleCount = try kernel.addModules(selection, to: &root)
        return (root, moduleCount)
    }

    private func pack(
        _ root: Initramfs, moduleCount: Int, kernel: KernelPackage, in workspace: Workspace, into directory: String
    ) async throws -> RamdiskReport {
        var initrd = "\(workspace.path)/initrd"
        let plain = initrd
        try await BlockingWork.run { try root.write(to: plain) }
        if let packing = options.compression.packing {
            try await packing.tool.run(packing.arguments + [initrd])
            initrd += packing.suffix
        }
        let report = RamdiskReport(
            kernel: "\(directory)/kernel", initrd: "\(directory)/initrd", kernelRelease: kernel.release,
            kernelSize: try FileSize.of(kernel.image), initrdSize: try FileSize.of(initrd), moduleCount: moduleCount)
        let packed = initrd
        try await BlockingWork.run {
            try FinishedFile.put(kernel.image, at: report.kernel)
            try FinishedFile.put(packed, at: report.initrd)
        }
        return report
    }

    /// All certificate authorities of the ca-certificates package in one text, as its installation would make it.
    private static func certificates(in tree: DebianTree) throws -> String {
        try tree.files(below: "/usr/share/ca-certificates").filter { $0.hasSuffix(".crt") }.compactMap(tree.file)
            .map { try String(contentsOf: URL(filePath: $0), encoding: .utf8) }.joined()
    }
}
