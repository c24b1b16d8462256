#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where Debian packages come from.
///
/// With no mirror named, the machine's own apt sources, keys and proxies are used.
package struct DebianSource: Sendable, Hashable {
    /// The URL of a Debian mirror, used instead of the machine's apt sources.
    package var mirror: String?
    /// The release to take; by default the one this machine runs.
    package var suite: String?
    /// The parts of the archive to take from ``mirror``.
    package var components: [String]

    package init(mirror: String? = nil, suite: String? = nil, components: [String] = ["main"]) {
        self.mirror = mirror
        self.suite = suite
        self.components = components
    }

    /// The release that is taken.
    func release() throws -> String {
        if let suite { return suite }
        let text = (try? String(contentsOf: URL(filePath: "/etc/os-release"), encoding: .utf8)) ?? ""
        guard let release = Self.codename(inReleaseFile: text) else {
            throw BuildError(
                "Finding this machine's Debian release", evidence: "/etc/os-release has no VERSION_CODENAME",
                advice: "Name a mirror and a release")
        }
        return release
    }

    /// Files for a `sources.list.d` by name: the mirror's line, or those of the machine that speak of the release.
    ///
    /// Sources of other vendors on the machine are left out: a ramdisk needs nothing of them, and one of them out of
    /// reach would hold up the build.
    func sourceFiles() throws -> [String: String] {
        let release = try release()
        if let mirror {
            let keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
            let signed = FileManager.default.fileExists(atPath: keys) ? "[signed-by=\(keys)] " : ""
            return ["mirror.list": "deb \(signed)\(mirror) \(release) \(components.joined(separator: " "))\n"]
        }
        let directory = "/etc/apt/sources.list.d"
        let parts = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let paths = ["/etc/apt/sources.list"] + parts.sorted().map { "\(directory)/\($0)" }
        let texts = paths.compactMap { path in
            (try? String(contentsOf: URL(filePath: path), encoding: .utf8)).map { (path.lastPathComponent, $0) }
        }
        let files = texts.filter { Self.speaks($0.1, of: release) }
        guard !files.isEmpty else {
            throw BuildError(
                "Reading this machine's apt sources", evidence: "none of them is for the release \(release)",
                advice: "Name a Debian mirror, or a release that they are for")
        }
        return Dictionary(files) { first, _ in first }
    }

    static func codename(inReleaseFile text: String) -> String? {
        let prefix = "VERSION_CODENAME="
        return text.split(separator: "\n").first { $0.hasPrefix(prefix) }
            .map { $0.dropFirst(prefix.count).filter { $0 != "\"" } }
    }

    private static func speaks(_ text: String, of release: String) -> Bool {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .contains { $0.split(whereSeparator: \.isWhitespace).contains { $0 == release } }
    }
}
