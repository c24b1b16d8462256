#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Fetches Debian packages with apt, without installing anything on the machine.
///
/// Apt works on private state in a workspace: it believes that nothing is installed, so its answer is the whole
/// closure of what a package needs. The machine's own sources, keys, proxies and package lists are used as they are;
/// lists are fetched, into the workspace, only when they are missing, stale, or a mirror was named.
struct DebianArchive: Sendable {
    let source: DebianSource
    let workspace: Workspace

    /// Fetches packages and unpacks them into one tree.
    ///
    /// - Parameters:
    ///   - packages: Programs and data to unpack together with the shared libraries they depend on.
    ///   - kernels: Kernel packages; what else they depend on serves an installed system and is left out.
    /// - Throws: ``BuildError`` when apt knows no such package or cannot fetch it.
    func unpack(_ packages: [String], kernels: [String] = []) async throws -> DebianTree {
        let tree = try workspace.directory("tree")
        for file in try await fetch(packages, kernels: kernels) {
            try await Tool.debPackage.run(["-x", file, tree])
        }
        return DebianTree(root: tree)
    }

    private func fetch(_ packages: [String], kernels: [String]) async throws -> [String] {
        let apt = try Apt(source: source, workspace: workspace)
        if let machine = apt.withMachineLists, let files = try? await fetch(packages, kernels: kernels, with: machine) {
            return files
        }
        try await apt.update()
        return try await fetch(packages, kernels: kernels, with: apt)
    }

    private func fetch(_ packages: [String], kernels: [String], with apt: Apt) async throws -> [String] {
        let wanted = try await apt.closure(of: packages).filter { packages.contains($0.name) || $0.isLibrary }
        let kernelFiles = try await apt.closure(of: kernels).filter { $0.name.hasPrefix("linux-image-") }
        return try await apt.download(wanted + kernelFiles)
    }
}

/// A package in the version that apt chose.
struct ChosenPackage: Sendable, Hashable {
    let name: String
    let version: String

    /// Whether it is a package of shared libraries, by Debian's naming rule.
    var isLibrary: Bool { name.hasPrefix("lib") && !name.hasPrefix("libpam") && !name.contains("perl") }

    /// Reads one line of a simulated installation: `Inst NAME (VERSION ORIGIN [ARCH])`.
    init?(simulated line: some StringProtocol) {
        let words = line.split(separator: " ")
        guard words.count >= 3, words[0] == "Inst", let version = words.first(where: { $0.hasPrefix("(") })
        else { return nil }
        self.name = String(words[1].prefix { $0 != ":" })
        self.version = String(version.dropFirst())
    }
}
