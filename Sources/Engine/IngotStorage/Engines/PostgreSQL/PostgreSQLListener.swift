import AsyncToolkit
import Foundation
import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Hears the bells of other processes: a thread with a connection of its own that listens for notifications.
///
/// When the connection breaks, it is made anew, and each bell rings once, as something may have been missed.
final class PostgreSQLListener: Sendable {
    /// The channel of all Ingot processes on one database.
    static let channel = "ingot"

    /// What a notification carries: who sends it, and what is to be looked at.
    static func payload(_ signal: Signal, from name: String) -> String { "\(name) \(signal.rawValue)" }

    private static func signal(_ payload: String) -> Signal? {
        payload.split(separator: " ").last.flatMap { Signal(rawValue: String($0)) }
    }

    private struct State {
        var isClosed = false
        var hasEnded = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let address: PostgreSQLAddress
    /// What this process's own notifications begin with; it has rung its bells already.
    private let ownName: String
    private let bells: Bells
    private let logger: Logger
    private let state = Mutex(State())
    /// A byte in it ends the thread's waiting.
    private let interruption = Pipe()

    init(_ address: PostgreSQLAddress, ownName: String, bells: Bells, logger: Logger) {
        self.address = address
        self.ownName = ownName
        self.bells = bells
        self.logger = logger
        let thread = Thread { [self] in serve() }
        thread.name = "ingot-sql-bell"
        thread.start()
    }

    func close() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                state.isClosed = true
                if !state.hasEnded { state.closers.append(continuation) }
                return state.hasEnded
            }
            try? interruption.fileHandleForWriting.write(contentsOf: [0])
            if hasEnded { continuation.resume() }
        }
    }

    private var isClosed: Bool { state.withLock(\.isClosed) }

    private func serve() {
        var pause = ReconnectPause(address.limits.reconnectPause)
        while !isClosed {
            do {
                let link = try PostgreSQLLink(address)
                try link.run("LISTEN \(Self.channel)", [])
                pause.end()
                for signal in Signal.allCases { bells[signal].ring() }
                while !isClosed { try hear(link) }
            } catch {
                let reason = (error as? PostgreSQLFailure)?.message ?? "\(error)"
                logger.info("Cannot hear other processes' bells", metadata: ["reason": "\(reason)"])
                pause.begin(because: reason)
                _ = wait(for: nil, atMost: pause.remaining)
            }
        }
        ended()
    }

    private func hear(_ link: PostgreSQLLink) throws {
        guard wait(for: link.socket, atMost: nil) else { return }
        let foreign = Set(try link.notifications()).filter { !$0.hasPrefix(ownName) }
        for signal in Set(foreign.compactMap(Self.signal)) { bells[signal].ring() }
    }

    /// Waits for the socket, the interruption or the limit; tells whether it was the socket.
    private func wait(for socket: Int32?, atMost limit: Duration?) -> Bool {
        var descriptors = [interruption.fileHandleForReading.fileDescriptor, socket].compactMap { $0 }
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = poll(&descriptors, nfds_t(descriptors.count), limit.map { Int32(clamping: $0.milliseconds) } ?? -1)
        return ready > 0 && descriptors[0].revents == 0
    }

    private func ended() {
        let closers = state.withLock { state in
            state.hasEnded = true
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}
