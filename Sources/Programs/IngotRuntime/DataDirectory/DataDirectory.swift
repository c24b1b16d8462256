#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The directory that one `ingotd` has for itself, as long as this value lives.
///
/// The lock is the kernel's (`flock(2)`), so it goes with the process, however that ends.
package final class DataDirectory: Sendable {
    package let path: String
    private let lock: CInt

    /// Makes the directory where it is missing and takes its lock; throws ``DataDirectoryError``.
    package init(_ path: String) throws(DataDirectoryError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path + Self.files, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unusable(path: path, reason: "it could not be made: \(FileTrouble(error))")
        }
        lock = try Self.takeLock(in: path)
    }

    deinit { close(lock) }

    /// The database file of SQLite.
    package var database: String { "\(path)/ingot.sqlite" }

    /// What the API serves below `/files`.
    package var files: String { path + Self.files }

    private static let files = "/files"

    private static func takeLock(in path: String) throws(DataDirectoryError) -> CInt {
        let name = "\(path)/ingotd.lock"
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(path: path, reason: "\(name) could not be opened: \(lastError())")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = try? String(contentsOfFile: name, encoding: .utf8)
            close(descriptor)
            if reason == EWOULDBLOCK { throw .inUse(path: path, holder: holder.flatMap { $0.isEmpty ? nil : $0 }) }
            throw .unusable(path: path, reason: "\(name) could not be locked: \(String(cString: strerror(reason)))")
        }
        // The number is for people only; it is the lock that counts.
        ftruncate(descriptor, 0)
        let process = "\(getpid())"
        _ = process.utf8CString.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, process.utf8.count, 0) }
        return descriptor
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}
