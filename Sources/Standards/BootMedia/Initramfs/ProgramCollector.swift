/// Copies programs from a Debian tree into a first root, each with the loader and the libraries it is linked with.
struct ProgramCollector {
    let tree: DebianTree
    private let libraryDirectories: [String]

    init(tree: DebianTree) {
        self.tree = tree
        let multiarch = tree.names(in: "/usr/lib").filter { $0.contains("-linux-gnu") }
        libraryDirectories = multiarch.flatMap { ["/lib/\($0)", "/usr/lib/\($0)"] } + ["/lib", "/usr/lib", "/lib64"]
    }

    /// Adds a program of the tree by its name.
    func add(_ name: String, to root: inout Initramfs) throws {
        guard let path = tree.program(name), let file = tree.file(path) else {
            throw BuildError(
                "Adding the program \(name)", evidence: "no fetched package has it",
                advice: "Add the Debian package that brings it to the ramdisk's packages")
        }
        try add(executable: file, as: path, to: &root)
    }

    /// Adds any executable file of the building machine under a path of the root.
    func add(executable file: String, as path: String, to root: inout Initramfs) throws {
        root.add(.file(at: file, permissions: 0o755), at: path)
        try addLibraries(of: file, called: path, to: &root)
    }

    private func addLibraries(of file: String, called name: String, to root: inout Initramfs) throws {
        guard let binary = try ELFFile(at: file) else { return }
        if let interpreter = binary.interpreter, !root.contains(interpreter) {
            guard let loader = tree.file(interpreter) else { throw missing(interpreter, for: name) }
            root.add(.file(at: loader, permissions: 0o755), at: interpreter)
        }
        let directories = binary.runPath.filter { $0.hasPrefix("/") } + libraryDirectories
        for library in binary.needed {
            let places = directories.map { "\($0)/\(library)" }
            if places.contains(where: root.contains) { continue }
            guard let place = places.first(where: { tree.file($0) != nil }), let found = tree.file(place) else {
                throw missing(library, for: name)
            }
            root.add(.file(at: found, permissions: 0o755), at: place)
            try addLibraries(of: found, called: place, to: &root)
        }
    }

    private func missing(_ library: String, for program: String) -> BuildError {
        BuildError(
            "Adding \(program) to the ramdisk", evidence: "it is linked with \(library), which no fetched package has",
            advice: "Add the Debian package that brings it (`apt-file search \(library)`) to the ramdisk's packages, "
                + "or link the program statically")
    }
}
