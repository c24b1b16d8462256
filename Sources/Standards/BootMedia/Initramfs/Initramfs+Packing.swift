#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Initramfs {
    /// Writes the tree as a cpio archive, parents before what they hold, in the order of their paths.
    func write(to file: String) throws {
        let output = try OutputFile(file, .create)
        var archive = CPIOArchive()
        for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
            let name = String(path.dropFirst())
            switch entry {
            case .directory(let permissions):
                try output.write(archive.header(for: name, mode: FileMode.directory | permissions, size: 0))
            case .link(let target):
                try write(
                    Data(target.utf8), name: name, mode: FileMode.symbolicLink | 0o777, in: &archive, to: output)
            case .text(let text, let permissions):
                try write(Data(text.utf8), name: name, mode: FileMode.regular | permissions, in: &archive, to: output)
            case .file(let source, let permissions):
                let content = try Data(contentsOf: URL(filePath: source), options: .mappedIfSafe)
                try write(content, name: name, mode: FileMode.regular | permissions, in: &archive, to: output)
            }
        }
        try output.write(archive.trailer())
        try output.close()
    }

    private func write(
        _ content: Data, name: String, mode: UInt32, in archive: inout CPIOArchive, to output: OutputFile
    ) throws {
        try output.write(archive.header(for: name, mode: mode, size: content.count))
        try output.write(content)
        try output.write(archive.padding(after: content.count))
    }
}

extension RamdiskCompression {
    /// The program and arguments that replace a file by its compressed form, and the suffix that form gets.
    ///
    /// The lz4 form is the legacy one, the only one that the kernel unpacks; xz uses the check that it knows.
    var packing: (tool: Tool, arguments: [String], suffix: String)? {
        switch self {
        case .none: nil
        case .gzip: (.gzip, ["-9", "-n", "-f"], ".gz")
        case .lz4: (.lz4, ["-l", "-9", "-f", "--rm", "-q", "-m"], ".lz4")
        case .xz: (.xz, ["--check=crc32", "-f", "-T0"], ".xz")
        case .zstd: (.zstd, ["-9", "-T0", "-f", "--rm", "-q"], ".zst")
        }
    }
}
