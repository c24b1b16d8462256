#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One private view of apt: what may be installed, with nothing installed yet.
struct Apt: Sendable {
    private var options: [String]
    private let packages: String
    private let usesMachineSources: Bool

    init(source: DebianSource, workspace: Workspace) throws {
        packages = try workspace.directory("packages")
        usesMachineSources = source.mirror == nil
        let state = try workspace.directory("apt")
        for name in ["lists/partial", "cache/archives/partial"] { _ = try workspace.directory("apt/\(name)") }
        let parts = try workspace.directory("apt/sources")
        for (name, text) in try source.sourceFiles() { _ = try workspace.write(text, to: "apt/sources/\(name)") }
        let status = try workspace.write("", to: "apt/status")
        options = [
            "-q", "-o", "Dir::State::status=\(status)", "-o", "Dir::Cache=\(state)/cache",
            "-o", "Dir::Etc::sourcelist=/dev/null", "-o", "Dir::Etc::sourceparts=\(parts)",
            "-o", "Dir::State::lists=\(state)/lists", "-o", "APT::Install-Recommends=false",
            "-o", "APT::Sandbox::User=root",
        ]
    }

    /// This view with the machine's own package lists instead of private ones; nil when it has a mirror of its own.
    var withMachineLists: Apt? {
        guard usesMachineSources else { return nil }
        var apt = self
        apt.options += ["-o", "Dir::State::lists=/var/lib/apt/lists"]
        return apt
    }

    /// Fetches the package lists into this view.
    func update() async throws {
        try await Tool.aptGet.run(options + ["update"])
    }

    /// The packages that installing these ones on an empty system would bring.
    func closure(of names: [String]) async throws -> [ChosenPackage] {
        guard !names.isEmpty else { return [] }
        do {
            return try await Tool.aptGet.run(options + ["--simulate", "install"] + names)
                .split(separator: "\n").compactMap { ChosenPackage(simulated: $0) }
        } catch let error as BuildError {
            throw BuildError(
                "Finding the packages \(names.joined(separator: ", "))", evidence: error.evidence,
                advice: "Check the names and the machine's apt sources (firmware needs the component "
                    + "non-free-firmware), or name a mirror")
        }
    }

    /// Fetches the packages' files and returns their paths.
    func download(_ chosen: [ChosenPackage]) async throws -> [String] {
        // What an earlier try with older lists fetched must not be mixed with these versions.
        try? FileManager.default.removeItem(atPath: packages)
        try FileManager.default.createDirectory(atPath: packages, withIntermediateDirectories: true)
        try await Tool.aptGet.run(
            options + ["download"] + Set(chosen.map { "\($0.name)=\($0.version)" }).sorted(), in: packages)
        return try FileManager.default.contentsOfDirectory(atPath: packages).filter { $0.hasSuffix(".deb") }
            .sorted().map { "\(packages)/\($0)" }
    }
}
