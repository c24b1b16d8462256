/// The modules of one kernel and what each of them needs, as `depmod` wrote it down.
struct ModuleIndex: Sendable {
    /// Paths below the kernel's module directory by module name, for example `kernel/drivers/block/virtio_blk.ko`.
    private(set) var paths: [String: String] = [:]
    private var dependencies: [String: [String]] = [:]
    private var softDependencies: [String: [String]] = [:]

    /// - Parameters:
    ///   - dep: The content of `modules.dep`: `PATH: PATH PATH …` per line.
    ///   - softdep: The content of `modules.softdep`: `softdep NAME pre: NAME … post: NAME …` per line.
    init(dep: String, softdep: String = "") {
        for line in dep.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let path = String(line[..<colon])
            let name = Self.name(ofPath: path)
            paths[name] = path
            dependencies[name] = line[line.index(after: colon)...].split(separator: " ")
                .map { Self.name(ofPath: String($0)) }
        }
        for line in softdep.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2, words[0] == "softdep" else { continue }
            softDependencies[Self.canonical(words[1]), default: []] += words.dropFirst(2)
                .filter { !$0.hasSuffix(":") }.map(Self.canonical)
        }
    }

    /// The modules, with everything they depend on, firmly or softly; names that the kernel lacks are left out.
    func closure(of names: some Sequence<String>) -> Set<String> {
        var found: Set<String> = []
        var waiting = names.map(Self.canonical)
        while let name = waiting.popLast() {
            guard paths[name] != nil, found.insert(name).inserted else { continue }
            waiting += dependencies[name, default: []] + softDependencies[name, default: []]
        }
        return found
    }

    /// The names of all modules that lie below one of these directories, such as `kernel/drivers/ata`.
    func names(below directories: [String]) -> [String] {
        paths.filter { entry in directories.contains { entry.value.hasPrefix($0 + "/") } }.map(\.key)
    }

    /// The module name of a file: modules are named with underscores, their files with either.
    static func name(ofPath path: String) -> String {
        canonical(path.lastPathComponent.prefix { $0 != "." })
    }

    static func canonical(_ name: some StringProtocol) -> String {
        String(name.map { $0 == "-" ? "_" : $0 })
    }
}
