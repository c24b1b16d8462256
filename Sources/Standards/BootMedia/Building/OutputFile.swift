#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is written in order, or at given places, and closed when it is let go.
final class OutputFile {
    private let path: String
    private let stream: UnsafeMutablePointer<FILE>
    private var isOpen = true

    enum Purpose: String {
        case create = "w"
        case change = "r+"
    }

    init(_ path: String, _ purpose: Purpose) throws {
        guard let stream = fopen(path, purpose.rawValue) else { throw Self.failure("Opening \(path)") }
        self.path = path
        self.stream = stream
    }

    func write(_ bytes: some Collection<UInt8>) throws {
        let written =
            bytes.withContiguousStorageIfAvailable { fwrite($0.baseAddress, 1, $0.count, stream) }
            ?? Array(bytes).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
        guard written == bytes.count else { throw Self.failure("Writing \(path)") }
    }

    func seek(to offset: Int) throws {
        guard fseek(stream, offset, SEEK_SET) == 0 else { throw Self.failure("Writing \(path) at \(offset)") }
    }

    func close() throws {
        isOpen = false
        guard fclose(stream) == 0 else { throw Self.failure("Writing the end of \(path)") }
    }

    deinit {
        if isOpen { fclose(stream) }
    }

    private static func failure(_ attempt: String) -> BuildError {
        BuildError(
            attempt, evidence: String(cString: strerror(errno)),
            advice: "Check that the directory is writable and the disk has room")
    }
}
