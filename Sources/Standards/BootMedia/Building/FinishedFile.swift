#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Puts the results of a build where they were asked for.
enum FinishedFile {
    /// Moves a file, or copies it where it cannot be moved, so that its new name shows either the old or the whole new
    /// content.
    static func put(_ source: String, at destination: String) throws {
        let files = FileManager.default
        let partial = destination + ".partial"
        do {
            try files.createDirectory(atPath: destination.parentDirectory, withIntermediateDirectories: true)
            try? files.removeItem(atPath: partial)
            if rename(source, partial) != 0 { try files.copyItem(atPath: source, toPath: partial) }
            try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: partial)
            try renameReplacing(partial, to: destination)
        } catch let error as BuildError {
            throw error
        } catch {
            throw BuildError(
                "Writing \(destination)", evidence: "\(error)",
                advice: "Check that its directory is writable and the disk has room")
        }
    }

    /// Renames a file over another one, in one step.
    private static func renameReplacing(_ source: String, to destination: String) throws {
        guard rename(source, destination) == 0 else {
            throw BuildError(
                "Renaming \(source) to \(destination)", evidence: String(cString: strerror(errno)),
                advice: "Check the rights of the directory")
        }
    }
}

enum FileSize {
    /// The size of a file in bytes.
    static func of(_ path: String) throws -> Int {
        // Not through FileManager: the two Foundations wrap the number differently.
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw BuildError(
                "Measuring \(path)", evidence: String(cString: strerror(errno)), advice: "Check that it is there")
        }
        return Int(facts.st_size)
    }
}
