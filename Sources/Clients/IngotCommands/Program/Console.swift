import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a command's words go: data to standard output, everything about the work itself to standard error.
package struct Console: Sendable {
    /// Writes a text and a line break to standard output.
    package var write: @Sendable (String) -> Void
    /// Writes a text to standard error, exactly as it is.
    package var reportRaw: @Sendable (String) -> Void
    /// Why something that was written to standard output is lost; nil where nothing is.
    package var loss: @Sendable () -> String? = { nil }
    /// The width of the terminal behind standard output; nil where that is a pipe or a file.
    package var outputWidth: Int?
    /// The width of the terminal behind standard error; nil where that is a pipe or a file.
    package var reportWidth: Int?

    package init(
        write: @escaping @Sendable (String) -> Void, reportRaw: @escaping @Sendable (String) -> Void,
        outputWidth: Int? = nil, reportWidth: Int? = nil
    ) {
        self.write = write
        self.reportRaw = reportRaw
        self.outputWidth = outputWidth
        self.reportWidth = reportWidth
    }

    /// Writes a text and a line break to standard error.
    package func report(_ text: String) { reportRaw(text + "\n") }
}

extension Console {
    /// The console of the running process.
    static var process: Console {
        let loss = Loss()
        var console = Console(
            write: { if let error = Self.write($0 + "\n", to: STDOUT_FILENO) { loss.error.withLock { $0 = error } } },
            reportRaw: { _ = Self.write($0, to: STDERR_FILENO) },
            outputWidth: terminalWidth(STDOUT_FILENO), reportWidth: terminalWidth(STDERR_FILENO))
        console.loss = { loss.error.withLock(\.self).map { String(cString: strerror($0)) } }
        return console
    }

    private final class Loss: Sendable {
        let error = Mutex<Int32?>(nil)
    }

    /// Writes all of it; what nobody reads any more is dropped.
    ///
    /// - Returns: the system's error where it could not be written.
    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                guard errno == EINTR || errno == EAGAIN else { return errno == EPIPE ? nil : errno }
            } else {
                rest = rest.dropFirst(written)
            }
        }
        return nil
    }

    private static func terminalWidth(_ descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

/// The C library's `write`, under a name that the console's own does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
