/// The directories and files of an image, in the order in which they are laid out.
struct ISOTree: Sendable {
    struct Node: Sendable {
        let name: String
        /// The identifier that readers without extensions see.
        let identifier: String
        /// The number of the directory that holds it; the root's is its own.
        let parent: Int
        let isDirectory: Bool
        let content: [UInt8]
        /// Its number: among the directories, or among the files.
        let number: Int
    }

    /// Breadth first, which is the order that path tables want; the root comes first.
    private(set) var directories: [Node] = []
    private(set) var files: [Node] = []
    /// What each directory holds, sorted by identifier.
    private(set) var children: [[Node]] = []

    init(files contents: [String: [UInt8]]) throws {
        directories = [Node(name: "", identifier: "\0", parent: 0, isDirectory: true, content: [], number: 0)]
        children = [[]]
        var paths = [""]
        let all = contents.map { (path: $0.key.split(separator: "/").map(String.init), content: $0.value) }
        for entry in all { try Self.check(entry.path) }

        var number = 0
        while number < directories.count {
            let prefix = paths[number].split(separator: "/").map(String.init)
            let inside = all.filter { $0.path.count > prefix.count && $0.path.starts(with: prefix) }
            var names: [String: [UInt8]?] = [:]
            for entry in inside {
                let isFile = entry.path.count == prefix.count + 1
                let name = entry.path[prefix.count]
                if let known = names[name], (known != nil) || isFile {
                    throw Self.refused(entry.path, "is both a file and a directory, or given twice")
                }
                names[name] = .some(isFile ? entry.content : nil)
            }
            addChildren(names, of: number, path: paths[number], to: &paths)
            number += 1
        }
    }

    private mutating func addChildren(
        _ names: [String: [UInt8]?], of parent: Int, path: String, to paths: inout [String]
    ) {
        var taken: Set<String> = []
        let named = names.sorted { $0.key < $1.key }.map { name, content in
            let identifier = Self.identifier(for: name, isDirectory: content == nil, avoiding: taken)
            taken.insert(identifier)
            return (name: name, identifier: identifier, content: content)
        }
        for (name, identifier, content) in named.sorted(by: { $0.identifier < $1.identifier }) {
            let node = Node(
                name: name, identifier: identifier, parent: parent, isDirectory: content == nil, content: content ?? [],
                number: content == nil ? directories.count : files.count)
            children[parent].append(node)
            if node.isDirectory {
                directories.append(node)
                children.append([])
                paths.append("\(path)/\(name)")
            } else {
                files.append(node)
            }
        }
    }

    private static func check(_ path: [String]) throws {
        guard !path.isEmpty, path.count <= ISOImage.deepestDirectory else {
            throw refused(path, "has no name, or lies deeper than \(ISOImage.deepestDirectory) levels")
        }
        for name in path where name.utf16.count > ISOImage.longestName || name == "." || name == ".." {
            throw refused(path, "has a part that is relative or longer than \(ISOImage.longestName) characters")
        }
    }

    private static func refused(_ path: [String], _ reason: String) -> BuildError {
        BuildError(
            "Making a CD image", evidence: "the path '\(path.joined(separator: "/"))' \(reason)",
            advice: "Give it another path")
    }

    /// A name of the characters that ECMA-119 allows, at most 30 long, unlike those already taken.
    private static func identifier(for name: String, isDirectory: Bool, avoiding taken: Set<String>) -> String {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let hasExtension = !isDirectory && parts.count > 1
        let stem = allowed(hasExtension ? parts.dropLast().joined(separator: "_") : name)
        let ending = hasExtension ? allowed(String(parts[parts.count - 1])).prefix(8) : ""
        for attempt in 0... {
            let mark = attempt == 0 ? "" : String(attempt)
            let base = stem.prefix(20 - mark.count) + mark
            let identifier = isDirectory ? String(base) : "\(base).\(ending);1"
            if !taken.contains(identifier) { return identifier }
        }
        return stem
    }

    private static func allowed(_ name: String) -> String {
        String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
