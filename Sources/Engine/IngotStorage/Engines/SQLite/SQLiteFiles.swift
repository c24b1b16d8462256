#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The files of a database, which hold the passwords of BMCs: for the user of this process alone, whatever their
/// directory lets others do.
enum SQLiteFiles {
    /// Makes the database's file where it is missing, and takes from others what they may do with those that are there.
    ///
    /// SQLite makes the files beside it with the mode of the database's own.
    ///
    /// - Throws: ``StorageError/unavailable(reason:retryAfter:)``.
    static func makePrivate(_ path: String) throws {
        // Never opened where it is there: closing it would let go of the locks that SQLite holds in this process.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
        for name in [path, "\(path)-wal", "\(path)-shm"] { try shut(name, toOthers: 0o077) }
    }

    private static func shut(_ name: String, toOthers bits: mode_t) throws {
        var facts = stat()
        guard stat(name, &facts) == 0, facts.st_mode & bits != 0 else { return }
        guard chmod(name, facts.st_mode & ~bits & 0o7777) == 0 else {
            throw StorageError.unavailable(
                reason: "\(name) holds passwords, others may read it, and its mode could not be changed:"
                    + " \(String(cString: strerror(errno))); give it the mode 0600", retryAfter: .seconds(5))
        }
    }
}
