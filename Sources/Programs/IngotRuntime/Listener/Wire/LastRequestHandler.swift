import NIOCore
import NIOHTTP1

/// Has the connection end with the answer to a request that is the last one: of a caller who says so in whichever form,
/// and of each who speaks HTTP/1.0, for whom the end of the connection may be the end of the answer (RFC 9112, section
/// 9.3; keeping it open for them is left to the server there).
final class LastRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The version of the last request; nil while more may come.
    private var last: HTTPVersion?
    /// Whether the last request is whole; what comes then is not heeded.
    private var isOver = false
    /// Requests that were read and not answered yet.
    private var unanswered = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(var head):
            unanswered += 1
            guard head.version == .http1_0 || !head.isKeepAlive else { return context.fireChannelRead(data) }
            last = head.version
            // The form in which the web framework heeds it.
            head.headers.replaceOrAdd(name: "connection", value: "close")
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body: context.fireChannelRead(data)
        case .end:
            isOver = last != nil
            context.fireChannelRead(data)
        }
    }

    /// What comes behind the last request is no request, and nobody's mistake.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isOver { context.fireErrorCaught(error) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            guard let last, unanswered == 1, head.status != .continue else { break }
            return context.write(wrapOutboundOut(.head(Self.ending(head, last))), promise: promise)
        case .body: break
        case .end: unanswered -= 1
        }
        context.write(data, promise: promise)
    }

    /// Chunks are for callers of HTTP/1.1 alone.
    private static func ending(_ head: HTTPResponseHead, _ version: HTTPVersion) -> HTTPResponseHead {
        var head = head
        head.version = version
        head.headers.replaceOrAdd(name: "connection", value: "close")
        return head
    }
}
