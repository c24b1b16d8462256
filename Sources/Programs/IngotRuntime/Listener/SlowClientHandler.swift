import HTTPTypes
import IngotAPI
import NIOCore
import NIOHTTPTypes

/// Closes connections whose caller is too slow: with a request's head, with its body, or with taking the answer.
///
/// A timer that starts anew with every byte would let a caller hold a connection for ever with a byte now and then, so
/// each phase has one deadline. Phases are many and short, and hardly a deadline is ever reached: one timer rings at
/// the earliest of them and looks whether there is a later one by then.
final class SlowClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let head: TimeAmount
    private let body: TimeAmount
    private let stall: TimeAmount
    /// When the phase ends that a request is in; nil while it is our turn.
    private var requestDeadline: NIODeadline?
    private var requestTimer: (end: NIODeadline, bell: Scheduled<Void>)?
    private var stallTimer: Scheduled<Void>?
    private var isReading = false
    /// Requests that were read and not answered yet.
    private var unanswered = 0
    /// Whether a body did not come in its time; its route is told, and the connection ends with the answer.
    private var isOverdue = false

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
        guard !isOverdue else { return }
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            unanswered += 1
            limit(context, body)
        case .body: break
        case .end:
            isReading = false
            requestDeadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        unanswered -= 1
        guard !isOverdue || unanswered > 0 else {
            // Only our side is closed: whoever is still sending would lose the answer with the connection.
            context.writeAndFlush(data, promise: promise)
            context.close(mode: .output, promise: nil)
            return limit(context, head)
        }
        if unanswered == 0, !isReading { awaitRequest(context) }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stallTimer?.cancel()
        let channel = context.channel
        stallTimer =
            channel.isWritable ? nil : context.eventLoop.scheduleTask(in: stall) { channel.close(promise: nil) }
        context.fireChannelWritabilityChanged()
    }

    private func awaitRequest(_ context: ChannelHandlerContext) { limit(context, head) }

    private func limit(_ context: ChannelHandlerContext, _ time: TimeAmount) {
        let end = context.eventLoop.now + time
        requestDeadline = end
        if let requestTimer, requestTimer.end <= end { return }
        requestTimer?.bell.cancel()
        ring(context, at: end)
    }

    private func ring(_ context: ChannelHandlerContext, at end: NIODeadline) {
        let bell = context.eventLoop.assumeIsolated().scheduleTask(deadline: end) { [self] in
            requestTimer = nil
            guard let requestDeadline else { return }
            if requestDeadline <= context.eventLoop.now {
                giveUp(context)
            } else {
                ring(context, at: requestDeadline)
            }
        }
        requestTimer = (end, bell)
    }

    /// Whoever reads a body that does not come is told, and has as long to say so as answers may take.
    private func giveUp(_ context: ChannelHandlerContext) {
        guard isReading, unanswered > 0, !isOverdue else { return context.close(promise: nil) }
        isOverdue = true
        limit(context, stall)
        context.fireErrorCaught(OverdueBody())
    }

    private func stopTimers() {
        requestTimer?.bell.cancel()
        stallTimer?.cancel()
        (requestDeadline, requestTimer, stallTimer) = (nil, nil, nil)
    }
}
