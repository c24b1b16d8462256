/// The tree of a first root file system, before it is packed.
///
/// Paths are absolute and merged: `/bin`, `/sbin`, `/lib` and `/lib64` are links into `/usr`, and a path given through
/// one of them is stored where it really lies.
struct Initramfs: Sendable {
    enum Entry: Sendable, Hashable {
        case directory(permissions: UInt32)
        case link(to: String)
        case text(String, permissions: UInt32)
        /// Content that is copied from a file of the building machine when the tree is packed.
        case file(at: String, permissions: UInt32)
    }

    private(set) var entries: [String: Entry] = [:]

    private static let mergedDirectories = ["bin", "sbin", "lib", "lib64"]

    init() {
        for name in Self.mergedDirectories {
            makeDirectory("/usr/\(name)")
            entries["/\(name)"] = .link(to: "usr/\(name)")
        }
        for name in ["dev", "etc", "mnt", "proc", "root", "run", "sys", "var"] { makeDirectory("/\(name)") }
        for name in ["/tmp", "/var/tmp"] { makeDirectory(name, permissions: 0o1777) }
        entries["/var/run"] = .link(to: "/run")
    }

    mutating func makeDirectory(_ path: String, permissions: UInt32 = 0o755) {
        add(.directory(permissions: permissions), at: path)
    }

    /// Adds an entry and the directories above it; an entry that is already there is replaced, a directory is kept.
    mutating func add(_ entry: Entry, at path: String) {
        let path = Self.merged(path)
        if case .directory = entry, case .directory = entries[path] { return }
        var parent = path.parentDirectory
        while parent != "/", entries[parent] == nil {
            entries[parent] = .directory(permissions: 0o755)
            parent = parent.parentDirectory
        }
        entries[path] = entry
    }

    func contains(_ path: String) -> Bool {
        entries[Self.merged(path)] != nil
    }

    /// The place of a path in a tree whose `/bin`, `/sbin` and `/lib` directories are merged into `/usr`.
    static func merged(_ path: String) -> String {
        let first = path.dropFirst().prefix { $0 != "/" }
        return mergedDirectories.contains(String(first)) && first.count + 1 < path.count ? "/usr" + path : path
    }
}

extension String {
    /// The path of the directory that holds this absolute path.
    var parentDirectory: String {
        let parent = self[..<(lastIndex(of: "/") ?? startIndex)]
        return parent.isEmpty ? "/" : String(parent)
    }

    var lastPathComponent: String {
        String(self[(lastIndex(of: "/").map { index(after: $0) } ?? startIndex)...])
    }
}
