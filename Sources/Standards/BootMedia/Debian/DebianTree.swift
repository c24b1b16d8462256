#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Debian packages unpacked, but not installed, below one directory.
struct DebianTree: Sendable {
    let root: String

    /// The file that a path of the tree leads to, on the building machine; nil when the tree has none.
    ///
    /// Links are followed inside the tree, and `/sbin/x` is also found as `/usr/sbin/x`: packages of merged and
    /// unmerged releases lie side by side here.
    func file(_ path: String) -> String? {
        resolve(path, linksLeft: 20)
    }

    /// The names in a directory of the tree, of both its merged and its unmerged form.
    func names(in directory: String) -> [String] {
        Set(
            Self.spellings(of: directory).flatMap { spelling in
                (try? FileManager.default.contentsOfDirectory(atPath: root + spelling)) ?? []
            }
        ).sorted()
    }

    /// All regular files below a directory of the tree, links among them followed, as paths of the tree.
    func files(below directory: String) -> [String] {
        names(in: directory).flatMap { name -> [String] in
            let path = "\(directory)/\(name)"
            guard let place = file(path) else { return [] }
            var isDirectory = false
            _ = FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory)
            return isDirectory ? files(below: path) : [path]
        }
    }

    /// The path of a program in the tree, looked up as a shell would.
    func program(_ name: String) -> String? {
        ["/usr/sbin", "/usr/bin", "/sbin", "/bin"].map { "\($0)/\(name)" }.first { file($0) != nil }
    }

    private func resolve(_ path: String, linksLeft: Int) -> String? {
        guard linksLeft > 0 else { return nil }
        for spelling in Self.spellings(of: path) {
            let place = root + spelling
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place) {
                let next = target.hasPrefix("/") ? target : "\(spelling.parentDirectory)/\(target)"
                if let found = resolve(Self.simplified(next), linksLeft: linksLeft - 1) { return found }
            } else if FileManager.default.fileExists(atPath: place) {
                return place
            }
        }
        return nil
    }

    private static func spellings(of path: String) -> [String] {
        let merged = Initramfs.merged(path)
        if merged != path { return [path, merged] }
        let unmerged = path.hasPrefix("/usr/") ? String(path.dropFirst(4)) : path
        return Initramfs.merged(unmerged) == path && unmerged != path ? [path, unmerged] : [path]
    }

    /// The path without `.` and `..`.
    private static func simplified(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
