#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What tells whether a file is another one than before, or was written since: a file that is exchanged within the same
/// second has another inode.
struct FileStamp: Hashable, Sendable {
    private let numbers: [Int64]

    /// Follows links; nil where there is no file.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if os(Linux)
            let changed = status.st_mtim
        #else
            let changed = status.st_mtimespec
        #endif
        numbers = [
            Int64(status.st_dev), Int64(status.st_ino), Int64(status.st_size), Int64(changed.tv_sec),
            Int64(changed.tv_nsec),
        ].map { Int64($0) }
    }
}
