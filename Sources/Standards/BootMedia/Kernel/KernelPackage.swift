#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The kernel of an unpacked Debian kernel package, with its modules indexed.
struct KernelPackage: Sendable {
    let release: String
    /// The bootable kernel file on the building machine.
    let image: String
    private let modules: String
    private let index: ModuleIndex

    private static let listNames = ["modules.alias", "modules.dep", "modules.softdep", "modules.symbols"]

    init(in tree: DebianTree) async throws {
        guard let release = tree.names(in: "/lib/modules").last,
            let modules = tree.file("/lib/modules/\(release)"), let image = tree.file("/boot/vmlinuz-\(release)")
        else {
            throw BuildError(
                "Finding the kernel in the unpacked packages", evidence: "there is no /boot/vmlinuz-* with its modules",
                advice: "Name a package that holds or depends on a kernel, such as linux-image-cloud-amd64")
        }
        self.release = release
        self.image = image
        self.modules = modules
        let base = modules.hasPrefix(tree.root + "/usr/") ? tree.root + "/usr" : tree.root
        try await Tool.depmod.run(["-b", base, release])
        index = try ModuleIndex(
            dep: Self.text("\(modules)/modules.dep"), softdep: Self.text("\(modules)/modules.softdep"))
    }

    /// Adds the selected modules and the lists that `modprobe` reads, cut down to them; returns how many there are.
    func addModules(_ selection: ModuleSelection, to root: inout Initramfs) throws -> Int {
        let names = selection.modules(in: index)
        let directory = "/lib/modules/\(release)"
        for path in names.compactMap({ index.paths[$0] }) {
            root.add(.file(at: "\(modules)/\(path)", permissions: 0o644), at: "\(directory)/\(path)")
        }
        for list in Self.listNames {
            let kept = ModuleList.restrict(try Self.text("\(modules)/\(list)"), to: names)
            root.add(.text(kept, permissions: 0o644), at: "\(directory)/\(list)")
        }
        for list in ["modules.builtin", "modules.order"] {
            root.add(.file(at: "\(modules)/\(list)", permissions: 0o644), at: "\(directory)/\(list)")
        }
        return names.count
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: path), encoding: .utf8)
    }
}

/// The line formats of the lists that `depmod` writes.
enum ModuleList {
    /// The lines of a list that speak of one of the modules.
    static func restrict(_ list: String, to names: Set<String>) -> String {
        list.split(separator: "\n").filter { line in subject(of: line).map(names.contains) ?? false }
            .map { "\($0)\n" }.joined()
    }

    /// `alias PATTERN NAME` and `alias symbol:X NAME`; `softdep NAME …`; `PATH: …`.
    private static func subject(of line: Substring) -> String? {
        let words = line.split(separator: " ", maxSplits: 2)
        switch words.first {
        case "alias": return words.count == 3 ? ModuleIndex.canonical(words[2]) : nil
        case "softdep": return words.count > 1 ? ModuleIndex.canonical(words[1]) : nil
        case let path? where path.hasSuffix(":"): return ModuleIndex.name(ofPath: String(path.dropLast()))
        default: return nil
        }
    }
}
