import IngotModel
import Logging
import NIOPosix
import Synchronization

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

/// A file that is read again after it has changed.
///
/// Whoever asks first after the interval waits for a look at the file; the others get what is known. What cannot be
/// read then does not take the place of what was read before, and is logged once for each change.
package final class WatchedFile<Value: Sendable>: Sendable {
    private struct Stamp: Hashable {
        let inode: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
    }

    private struct State {
        var value: Value
        var stamp: Stamp?
        var lookedAt: Timestamp
        var isLooking = false
    }

    private let path: String
    private let interval: Duration
    private let clock: any WallClock
    private let logger: Logger
    private let read: @Sendable ([UInt8]) throws -> Value
    private let state: Mutex<State>

    /// Reads the file at once, blocking the thread.
    ///
    /// - Throws: ``AuthenticationProblem`` where it cannot be read.
    package init(
        _ path: String, every interval: Duration = .seconds(1), clock: any WallClock, logger: Logger,
        read: @escaping @Sendable ([UInt8]) throws -> Value
    ) throws(AuthenticationProblem) {
        self.path = path
        self.interval = interval
        self.clock = clock
        self.logger = logger
        self.read = read
        let stamp = Self.stamp(path)
        let value = try Self.load(path, read)
        state = Mutex(State(value: value, stamp: stamp, lookedAt: clock.now))
    }

    /// The content as the file is now.
    package func current() async -> Value {
        let now = clock.now
        let (value, isDue) = state.withLock { state in
            // A clock that was set back must not stop the looking.
            let isDue = !state.isLooking && (now < state.lookedAt || now - state.lookedAt >= interval)
            if isDue {
                state.isLooking = true
                state.lookedAt = now
            }
            return (state.value, isDue)
        }
        guard isDue else { return value }
        do {
            return try await NIOThreadPool.singleton.runIfActive { self.look() }
        } catch {
            // The caller gave up before the look began, or the program ends: the next who asks looks.
            state.withLock { $0.isLooking = false }
            return value
        }
    }

    private func look() -> Value {
        let found = Self.stamp(path)
        let hasChanged = state.withLock { $0.stamp != found }
        let result = hasChanged ? Result { try Self.load(path, read) } : nil
        switch result {
        case .success: logger.info("A file has changed and was read again", metadata: ["file": "\(path)"])
        case .failure(let problem):
            logger.error(
                "A file has changed and cannot be used; what it said before stays in force",
                metadata: ["file": "\(path)", "error": "\(problem)"])
        case nil: break
        }
        return state.withLock { state in
            state.isLooking = false
            state.stamp = found
            if case .success(let value) = result { state.value = value }
            return state.value
        }
    }

    private static func load(_ path: String, _ read: ([UInt8]) throws -> Value) throws(AuthenticationProblem) -> Value {
        guard access(path, R_OK) == 0 else {
            throw AuthenticationProblem("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        do {
            return try read(Array(try Data(contentsOf: URL(filePath: path))))
        } catch {
            throw AuthenticationProblem("\(path): \(error)")
        }
    }

    /// What changes with the file; nil where there is none.
    private static func stamp(_ path: String) -> Stamp? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Stamp(
            inode: UInt64(facts.st_ino), size: Int64(facts.st_size), seconds: facts.st_mtim.tv_sec,
            nanoseconds: facts.st_mtim.tv_nsec)
    }
}
