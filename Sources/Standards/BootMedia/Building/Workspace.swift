#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A temporary directory that is gone when the work in it ends, however it ends.
struct Workspace: Sendable {
    let path: String

    static func with<Result>(
        under parent: String, named name: String, isolation: isolated (any Actor)? = #isolation,
        _ work: (Workspace) async throws -> Result
    ) async throws -> Result {
        let path = "\(parent)/\(name).\(UUID().uuidString.prefix(8).lowercased())"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw BuildError(
                "Making the working directory \(path)", evidence: "\(error)",
                advice: "Choose a writable place with some 2 GB free, for example with TMPDIR")
        }
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await work(Workspace(path: path))
    }

    func directory(_ name: String) throws -> String {
        let directory = "\(path)/\(name)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return directory
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// The machine's place for temporary files: `TMPDIR`, or `/var/tmp`, which is on a disk more often than `/tmp`.
    static var temporaryDirectory: String {
        ProcessInfo.processInfo.environment["TMPDIR"] ?? "/var/tmp"
    }
}
