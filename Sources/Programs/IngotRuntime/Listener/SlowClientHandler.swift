import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes connections whose caller is too slow: with a request's head, with its body, or with taking the answer.
///
/// A timer that starts anew with every byte would let a caller hold a connection for ever with a byte now and then, so
/// each phase has one deadline.
final class SlowClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let head: TimeAmount
    private let body: TimeAmount
    private let stall: TimeAmount
    private var requestDeadline: Scheduled<Void>?
    private var stallDeadline: Scheduled<Void>?
    private var isReading = false
    /// Requests that were read and not answered yet.
    private var unanswered = 0

    init(_ settings: ListenerSettings) {
        head = .nanoseconds(Int64(settings.idleTimeout.inSeconds * 1e9))
        body = .nanoseconds(Int64(settings.requestTimeout.inSeconds * 1e9))
        stall = .nanoseconds(Int64(settings.stallTimeout.inSeconds * 1e9))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { awaitRequest(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { stopTimers() }

    func channelActive(context: ChannelHandlerContext) {
        awaitRequest(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopTimers()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            unanswered += 1
            limit(context, body)
        case .body: break
        case .end:
            isReading = false
            requestDeadline?.cancel()
            requestDeadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            if unanswered == 0, !isReading { awaitRequest(context) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stallDeadline?.cancel()
        stallDeadline = context.channel.isWritable ? nil : closing(context, in: stall)
        context.fireChannelWritabilityChanged()
    }

    private func awaitRequest(_ context: ChannelHandlerContext) { limit(context, head) }

    private func limit(_ context: ChannelHandlerContext, _ time: TimeAmount) {
        requestDeadline?.cancel()
        requestDeadline = closing(context, in: time)
    }

    private func closing(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func stopTimers() {
        requestDeadline?.cancel()
        stallDeadline?.cancel()
    }
}
