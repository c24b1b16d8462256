#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Builds whole-disk images that a deployed machine boots: a GPT disk that starts GRUB under a BIOS.
///
/// Neither loop devices nor GRUB's installer are used: partition table, file system and boot code are written into
/// the image file itself.
package struct InstanceImageBuilder: Sendable {
    package let options: InstanceImageOptions

    package init(_ options: InstanceImageOptions = InstanceImageOptions()) {
        self.options = options
    }

    /// Builds a raw image, and beside it a file of the same name with `.sha256` that holds its checksum.
    ///
    /// - Throws: ``BuildError`` that names what was tried and what to do next.
    package func build(to file: String, progress: @escaping BuildProgress = { _ in }) async throws
        -> InstanceImageReport
    {
        let stages = Stages(report: progress)
        return try await Workspace.with(under: Workspace.temporaryDirectory, named: "ingot-image") { workspace in
            let systemUUID = UUID().uuidString
            let system = try await makeSystem(in: workspace, stages: stages, systemUUID: systemUUID)
            let layout = DiskLayout(systemMiB: try systemSize(of: system))
            let image = "\(workspace.path)/image"
            try await stages.run("Writing the disk") {
                try await layout.create(at: image, systemUUID: systemUUID)
                try await layout.fillSystem(
                    of: image, from: system.directory, type: system.fileSystem, options: system.fileSystemOptions)
                let parameters = system.kernelParameters + options.kernelParameters
                try await GRUB(kernel: system.kernel, initrd: system.initrd, parameters: parameters)
                    .install(on: image, layout: layout, workspace: workspace)
            }
            return try await stages.run("Computing the checksum") { try await finish(image, at: file) }
        }
    }

    private func makeSystem(
        in workspace: Workspace, stages: Stages, systemUUID: String
    ) async throws -> InstanceSystem {
        switch options.kind {
        case .tiny:
            try await TinySystem(options: options, workspace: workspace, stages: stages).make()
        case .debian:
            try await DebianSystem(options: options, workspace: workspace, stages: stages, systemUUID: systemUUID)
                .make()
        }
    }

    private func systemSize(of system: InstanceSystem) throws -> Int {
        guard let wanted = options.sizeMiB else { return system.sizeMiB }
        let smallest = system.sizeMiB + 3
        guard wanted >= smallest else {
            throw BuildError(
                "Making an image of \(wanted) MiB", evidence: "its content needs \(smallest) MiB",
                advice: "Choose that size or a larger one, or none for the smallest that fits")
        }
        return wanted - 3
    }

    private func finish(_ image: String, at file: String) async throws -> InstanceImageReport {
        let sum = try await Tool.checksum.run([image]).prefix { $0 != " " }
        let report = InstanceImageReport(
            image: file, size: try FileSize.of(image), sha256: String(sum), checksumFile: file + ".sha256")
        let line = "\(sum)  \(file.lastPathComponent)\n"
        try await BlockingWork.run {
            try FinishedFile.put(image, at: file)
            try Data(line.utf8).write(to: URL(filePath: report.checksumFile))
        }
        return report
    }
}
