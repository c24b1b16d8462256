#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file of a Unix socket, which stays behind when its server is killed and would keep the next one from listening.
struct UnixSocketFile {
    let path: String

    /// Removes what a dead server left; a socket that somebody listens on, and whatever is no socket, is left alone.
    ///
    /// - Throws: ``SettingsProblem`` that says what is in the way.
    func clear() throws(SettingsProblem) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw SettingsProblem(unusable: path, as: "api.socket", because: "there is something else than a socket")
        }
        guard isDead else {
            throw SettingsProblem(unusable: path, as: "api.socket", because: "another server listens there")
        }
        unlink(path)
    }

    /// Whether nobody listens: connecting is refused then, and only then.
    private var isDead: Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result != 0 && errno == ECONNREFUSED
    }
}
