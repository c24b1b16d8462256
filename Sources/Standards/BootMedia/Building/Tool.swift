import Subprocess

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A program of the machine that a builder calls, and the Debian package that brings it.
struct Tool: Sendable, Hashable {
    let name: String
    let package: String

    static let aptGet = Tool(name: "apt-get", package: "apt")
    static let checksum = Tool(name: "sha256sum", package: "coreutils")
    static let debPackage = Tool(name: "dpkg-deb", package: "dpkg")
    static let depmod = Tool(name: "depmod", package: "kmod")
    static let diskUsage = Tool(name: "du", package: "coreutils")
    static let gzip = Tool(name: "gzip", package: "gzip")
    static let lz4 = Tool(name: "lz4", package: "lz4")
    static let makeExtended = Tool(name: "mke2fs", package: "e2fsprogs")
    static let makeGRUBImage = Tool(name: "grub-mkimage", package: "grub-common")
    static let mmdebstrap = Tool(name: "mmdebstrap", package: "mmdebstrap")
    static let partition = Tool(name: "sgdisk", package: "gdisk")
    static let strip = Tool(name: "strip", package: "binutils")
    static let xz = Tool(name: "xz", package: "xz-utils")
    static let zstd = Tool(name: "zstd", package: "zstd")

    /// Where the program is, looking in `PATH` and in the administrator's directories.
    var location: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let directories = path.split(separator: ":").map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/sbin"]
        return directories.lazy.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs the program to its end and returns what it wrote to standard output.
    ///
    /// - Throws: ``BuildError`` when the program is missing (naming its package) or ends with another status than 0
    ///   (with the end of what it said).
    @discardableResult
    func run(_ arguments: [String], in directory: String? = nil) async throws -> String {
        let command = ([name] + arguments).joined(separator: " ")
        guard let location else {
            throw BuildError(
                "Running \(name)", evidence: "there is no such program on this machine",
                advice: "Install it: apt-get install \(package)")
        }
        let result = try await Subprocess.run(
            .path(.init(location)), arguments: Arguments(arguments),
            environment: .inherit.updating(["LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"]),
            workingDirectory: directory.map { .init($0) }, output: .string(limit: 16 << 20),
            error: .string(limit: 4 << 20))
        guard result.terminationStatus.isSuccess else {
            let said = result.standardError + "\n" + result.standardOutput
            throw BuildError(
                "Running `\(command.prefix(400))`",
                evidence: "it ended with \(result.terminationStatus): \(said.ending)",
                advice: "Run it by hand to see more")
        }
        return result.standardOutput
    }
}

extension String {
    /// The last lines of a program's output, on one line: where programs say what went wrong.
    fileprivate var ending: String {
        split(whereSeparator: \.isNewline).suffix(6).joined(separator: " | ")
    }
}
