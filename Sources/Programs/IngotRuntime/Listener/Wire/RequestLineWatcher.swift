import NIOCore

/// Knows whether the first line of a request is beyond all measure, which the parser does not tell when it gives up:
/// too long a URL is refused with another status than too long a header.
final class RequestLineWatcher: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let limit: Int
    private var isInLine = true
    /// Bytes of the line so far.
    private var length = 0

    /// - Parameter limit: in bytes.
    init(limit: Int) { self.limit = limit }

    var isTooLong: Bool { length > limit }

    /// A request is whole, and the next one may begin.
    func awaitNext() { (isInLine, length) = (true, 0) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isInLine {
            let bytes = unwrapInboundIn(data).readableBytesView
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
            length += (end ?? bytes.endIndex) - bytes.startIndex
            isInLine = end == nil
        }
        context.fireChannelRead(data)
    }
}
