import IngotAPI
import NIOCore
import NIOHTTP1

/// Tells callers who ask first (`Expect: 100-continue`; RFC 9110, section 10.1.1) to send their body when a route wants
/// it. Whoever is answered before that is told that the connection ends: nobody knows whether the body is still to
/// come.
///
/// Any other expectation is an error for whoever stands behind.
final class ExpectationHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Whether the caller waits for our word.
    private var isAwaited = false
    private var isLast = false
    /// Requests that were read and not answered yet.
    private var unanswered = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLast else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            if let expectation = head.headers.first(name: "expect"), head.version != .http1_0 {
                guard expectation.lowercased() == "100-continue" else {
                    return context.fireErrorCaught(TransportRefusal.unknownExpectation)
                }
                isAwaited = true
            }
        case .body, .end: isAwaited = false
        }
        context.fireChannelRead(data)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        if isAwaited {
            isAwaited = false
            let head = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        }
        promise?.succeed()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isAwaited && unanswered == 1:
            isLast = true
            head.headers.replaceOrAdd(name: "connection", value: "close")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            unanswered -= 1
            guard isLast else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            context.close(mode: .output, promise: nil)
        default: context.write(data, promise: promise)
        }
    }
}
