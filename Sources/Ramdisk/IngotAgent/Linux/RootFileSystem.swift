/// Whether the system runs from memory: only there do the disks hold nothing that it needs itself.
struct RootFileSystem {
    /// The text of `/proc/self/mountinfo` (proc(5)).
    var mounts: String

    /// Why the disks must be left alone; nil in a ramdisk.
    func reasonNotToWrite() -> String? {
        guard let root = type(of: "/") else { return "the root file system is not listed in /proc/self/mountinfo" }
        if Self.inMemory.contains(root.type) { return nil }
        if root.type == "overlay", let upper = option("upperdir", in: root.options) {
            guard let holder = holder(of: upper) else { return nil }
            if Self.inMemory.contains(holder) { return nil }
        }
        return "this system runs from \(root.source) (\(root.type)), not from memory, so that a disk could hold what it"
            + " needs itself. Boot the deploy ramdisk, or start the agent with --allow-on-installed-system"
    }

    private static let inMemory: Set<String> = ["rootfs", "tmpfs", "ramfs"]

    private struct Mount {
        var point: String
        var type: String
        var source: String
        var options: String
    }

    private var all: [Mount] {
        mounts.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ").map(String.init)
            guard let dash = fields.firstIndex(of: "-"), fields.count > dash + 3, dash > 4 else { return nil }
            return Mount(
                point: fields[4], type: fields[dash + 1], source: fields[dash + 2], options: fields[dash + 3])
        }
    }

    /// The last mount of a point covers the earlier ones.
    private func type(of point: String) -> Mount? { all.last { $0.point == point } }

    /// The type of the file system that holds a path.
    private func holder(of path: String) -> String? {
        all.filter { $0.point == "/" || path == $0.point || path.hasPrefix($0.point + "/") }
            .max { $0.point.utf8.count < $1.point.utf8.count }?.type
    }

    private func option(_ name: String, in options: String) -> String? {
        options.split(separator: ",").first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
