import Glibc
import IngotContracts

/// An open disk, or the file that stands for one: bytes at places, sizes, and the kernel's view of partitions.
///
/// All calls block; they run on threads made for that. The descriptor closes with the value.
final class DiskFile: Sendable {
    enum Access {
        case read
        /// Reading and writing.
        case write
        /// Writing past the page cache where the file system can; buffers must be aligned.
        case stream
    }

    let path: String
    let descriptor: Int32
    let isBlockDevice: Bool
    /// Whether writes go past the page cache.
    let isDirect: Bool

    init(_ path: String, _ access: Access) throws {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.failure("open", path) }
        isBlockDevice = status.st_mode & S_IFMT == S_IFBLK
        // On a block device this refuses one that is mounted or otherwise held.
        let exclusive = isBlockDevice && access != .read ? O_EXCL : 0
        let flags =
            switch access {
            case .read: O_RDONLY
            case .write: O_RDWR
            case .stream: O_WRONLY
            }
        var descriptor: Int32 = -1
        if access == .stream { descriptor = open(path, flags | exclusive | Self.direct | O_CLOEXEC) }
        isDirect = descriptor >= 0
        if descriptor < 0 { descriptor = open(path, flags | exclusive | O_CLOEXEC) }
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Capacity in bytes.
    func size() throws -> Int64 {
        if isBlockDevice {
            var size: UInt64 = 0
            guard ioctl(descriptor, Self.sizeRequest, &size) == 0 else { throw Self.failure("size", path) }
            return Int64(size)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("size", path) }
        return Int64(status.st_size)
    }

    /// Bytes at a place; fewer at the end of the disk.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: done), count - done, off_t(offset) + off_t(done))
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure("read at byte \(offset)", path) }
            if got == 0 { break }
            done += got
        }
        return Array(bytes[..<done])
    }

    func write(_ bytes: [UInt8], at offset: Int64) throws {
        try bytes.withUnsafeBytes { try write($0, at: offset) }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        var done = 0
        while done < bytes.count {
            let put = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset) + off_t(done))
            if put < 0 && errno == EINTR { continue }
            guard put > 0 else { throw Self.failure("write at byte \(offset + Int64(done))", path) }
            done += put
        }
    }

    /// Goes through the page cache from now on, for the last bytes that fill no sector.
    func leaveDirectMode() {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags & ~Self.direct)
    }

    /// Brings what was written onto the disk and out of the page cache.
    func settle() throws {
        guard fdatasync(descriptor) == 0 else { throw Self.failure("synchronize", path) }
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    func flushBuffers() throws {
        _ = fsync(descriptor)
        guard !isBlockDevice || ioctl(descriptor, Self.flushRequest, 0) == 0 else {
            throw Self.failure("flush the buffers of", path)
        }
    }

    /// Asks the kernel to read the partition table again; nothing to do for a file.
    func rereadPartitions() throws {
        guard isBlockDevice else { return }
        for attempt in 1...10 {
            if ioctl(descriptor, Self.rereadRequest, 0) == 0 { return }
            // Somebody, such as udev, may look at a partition right now.
            guard errno == EBUSY, attempt < 10 else { break }
            usleep(200_000)
        }
        throw Self.failure("read the partition table of", path)
    }

    private static let rereadRequest: UInt = 0x125F
    private static let flushRequest: UInt = 0x1261
    private static let sizeRequest: UInt = 0x8008_1272
    #if arch(arm64)
        private static let direct: Int32 = 0x10000
    #else
        private static let direct: Int32 = 0x4000
    #endif

    private static func failure(_ action: String, _ path: String) -> AgentCommandError {
        let reason = String(cString: strerror(errno))
        return AgentCommandError(.blockDevice, "could not \(action) \(path): \(reason)")
    }
}
