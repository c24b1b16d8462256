import Glibc

@testable import IngotAgent

/// A folder for one test's files, removed afterwards.
struct ScratchFolder {
    let path: String

    static func with<Result>(_ body: (ScratchFolder) async throws -> Result) async throws -> Result {
        var template = Array("/var/tmp/ingot-agent-tests.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ScratchFailure(errno: errno) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = ScratchFolder(path: path)
        defer {
            for name in SystemFile.names(in: path) { unlink("\(path)/\(name)") }
            rmdir(path)
        }
        return try await body(folder)
    }

    /// Makes a sparse file that stands for a disk.
    func disk(_ name: String, size: Int64) throws -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(size)) == 0 else { throw ScratchFailure(errno: errno) }
        close(descriptor)
        return file
    }
}

struct ScratchFailure: Error {
    var errno: Int32
}
