import Crypto
import IngotContracts
import NIOCore
import NIOPosix
import Synchronization

/// Writes a stream of bytes to a disk from its start, and hashes it on the way.
///
/// Bytes are gathered in a few large aligned buffers; each full one is hashed and written at the same time, on one
/// thread for each task, while the next is being filled. Memory stays at `buffers` times `bufferSize` whatever the
/// image's size, and the page cache is left alone: writes go past it where the file system can, and are pushed out and
/// dropped every few buffers where it cannot.
///
/// One task feeds it; it must end with ``finish()`` or ``abandon()``.
final class DiskStream: Sendable {
    private struct State {
        var free: [StreamBuffer]
        var waiter: CheckedContinuation<StreamBuffer, Never>?
        var filling: StreamBuffer?
        var accepted: Int64 = 0
        var failure: (any Error)?
        var hasEnded = false
    }

    private let disk: DiskFile
    private let capacity: Int64
    private let bufferCount: Int
    private let state: Mutex<State>
    private let hasher: Mutex<any HashFunction>
    private let hashing = NIOThreadPool(numberOfThreads: 1)
    private let writing = NIOThreadPool(numberOfThreads: 1)

    /// Pushed out after so many buffers where the page cache cannot be passed by.
    private static let buffersPerSettling = 8

    /// - Throws: An ``AgentCommandError`` where the disk cannot be opened for writing.
    init(to path: String, algorithm: DigestAlgorithm, bufferSize: Int = 4 << 20, buffers: Int = 6) throws {
        let disk = try DiskFile(path, .stream)
        self.disk = disk
        capacity = try disk.size()
        bufferCount = buffers
        hasher = Mutex(algorithm.hasher())
        state = Mutex(State(free: (0..<buffers).map { _ in StreamBuffer(capacity: bufferSize) }))
        hashing.start()
        writing.start()
    }

    /// Bytes taken so far.
    var accepted: Int64 { state.withLock(\.accepted) }

    /// Takes a piece of the stream, and waits while all buffers are full.
    ///
    /// - Throws: What went wrong with an earlier write, or ``AgentCommandError`` where the stream outgrows the disk.
    func write(_ piece: ByteBuffer) async throws {
        let (total, failure) = state.withLock { state in
            state.accepted += Int64(piece.readableBytes)
            return (state.accepted, state.failure)
        }
        if let failure { throw failure }
        guard total <= capacity else {
            throw AgentCommandError(
                .imageDownloadOutOfSpace,
                "the image has more bytes than the \(capacity) of \(disk.path); choose a larger disk by root device hints"
            )
        }
        var piece = piece
        while piece.readableBytes > 0 {
            let buffer = await current()
            let taken = piece.withUnsafeReadableBytes { buffer.fill(from: $0) }
            piece.moveReaderIndex(forwardBy: taken)
            if buffer.room == 0 { submit(buffer, endingAt: total - Int64(piece.readableBytes)) }
        }
    }

    /// Waits until everything is on the disk and returns the digest in hexadecimal.
    func finish() async throws -> String {
        if let last = state.withLock({ $0.filling }), last.count > 0 { submit(last, endingAt: accepted) }
        await drain()
        do {
            if let failure = state.withLock({ $0.failure }) { throw failure }
            let disk = disk
            try await writing.runIfActive { try disk.settle() }
        } catch {
            await stop()
            throw error
        }
        await stop()
        return hasher.withLock { $0.hexadecimal() }
    }

    /// Waits for what is under way and gives up the rest; nothing to do after ``finish()``.
    func abandon() async {
        guard !state.withLock({ $0.hasEnded }) else { return }
        await drain()
        await stop()
    }

    private func stop() async {
        state.withLock { $0.hasEnded = true }
        try? await hashing.shutdownGracefully()
        try? await writing.shutdownGracefully()
    }

    private func current() async -> StreamBuffer {
        if let filling = state.withLock({ $0.filling }) { return filling }
        let buffer = await take()
        buffer.count = 0
        state.withLock { $0.filling = buffer }
        return buffer
    }

    private func take() async -> StreamBuffer {
        await withCheckedContinuation { continuation in
            let buffer: StreamBuffer? = state.withLock { state in
                if let buffer = state.free.popLast() { return buffer }
                state.waiter = continuation
                return nil
            }
            if let buffer { continuation.resume(returning: buffer) }
        }
    }

    /// Every buffer that is free is one that no thread holds.
    private func drain() async {
        let isFilling = state.withLock { state in
            defer { state.filling = nil }
            return state.filling != nil
        }
        var taken: [StreamBuffer] = []
        for _ in 0..<(isFilling ? bufferCount - 1 : bufferCount) { taken.append(await take()) }
    }

    private func submit(_ buffer: StreamBuffer, endingAt end: Int64) {
        state.withLock { $0.filling = nil }
        buffer.readers.store(2, ordering: .releasing)
        let offset = end - Int64(buffer.count)
        hashing.submit { _ in
            self.hasher.withLock { $0.update(bufferPointer: buffer.bytes) }
            self.letGo(buffer)
        }
        writing.submit { _ in
            self.put(buffer, at: offset)
            self.letGo(buffer)
        }
    }

    private func put(_ buffer: StreamBuffer, at offset: Int64) {
        guard state.withLock({ $0.failure == nil }) else { return }
        do {
            if disk.isDirect, buffer.count % StreamBuffer.alignment != 0 { disk.leaveDirectMode() }
            try disk.write(buffer.bytes, at: offset)
            let size = Int64(buffer.memory.count)
            if !disk.isDirect, (offset / size) % Int64(Self.buffersPerSettling) == Int64(Self.buffersPerSettling) - 1 {
                try disk.settle()
            }
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    private func letGo(_ buffer: StreamBuffer) {
        guard buffer.readers.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
        let waiter = state.withLock { state in
            guard let waiter = state.waiter else {
                state.free.append(buffer)
                return nil as CheckedContinuation<StreamBuffer, Never>?
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: buffer)
    }
}
