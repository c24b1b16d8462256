import HTTPTypes
import Hummingbird
import NIOCore

/// The client's end of a stream: takes what is written when the test asks for it, and not before.
struct RecordingWriter: ResponseBodyWriter {
    private let texts: AsyncStream<String>.Continuation
    private let room: AsyncStream<Void>

    /// What was written, and a bell that makes room for one more write.
    static func make() -> (writer: RecordingWriter, texts: AsyncStream<String>, room: AsyncStream<Void>.Continuation) {
        let (texts, continuation) = AsyncStream.makeStream(of: String.self)
        let (room, opening) = AsyncStream.makeStream(of: Void.self)
        return (RecordingWriter(texts: continuation, room: room), texts, opening)
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        for await _ in room {
            texts.yield(String(buffer: buffer))
            return
        }
        throw ClientGone()
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { texts.finish() }

    /// What the transport throws when nobody is at the other end any more.
    struct ClientGone: Error {}
}
