import HTTPTypes
import IngotAPI
import Logging
import NIOCore
import NIOHTTP1

/// Refuses in our own words what is no request, after the answers to the requests before it, and ends the connection.
///
/// Where a request breaks in the middle of its body, its route is told and answers. Either way nothing more is read, as
/// nobody knows where the next request would begin. Only our side is closed then, so that a caller who is still sending
/// gets to read the answer; the rest is a matter of ``SlowClientHandler``.
final class RefusalHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let line: RequestLineWatcher
    private let logger: Logger
    private var isReading = false
    /// Requests that were read and not answered yet.
    private var unanswered = 0
    private var isBroken = false
    /// What is to be answered when all requests before have been.
    private var refusal: TransportRefusal?

    init(line: RequestLineWatcher, logger: Logger) {
        self.line = line
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isBroken else { return }
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            unanswered += 1
        case .body: break
        case .end:
            isReading = false
            line.awaitNext()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The parser complains of each piece that comes after the first mistake, too.
        guard !isBroken else { return }
        guard let found = TransportRefusal(error, hasLongLine: line.isTooLong) else {
            return context.fireErrorCaught(error)
        }
        isBroken = true
        if isReading { context.fireErrorCaught(error) } else { refusal = found }
        if unanswered == 0 { end(context) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        unanswered -= 1
        guard isBroken, unanswered == 0 else { return context.write(data, promise: promise) }
        context.writeAndFlush(data, promise: promise)
        end(context)
    }

    private func end(_ context: ChannelHandlerContext) {
        if let refusal { refuse(context, refusal) }
        context.close(mode: .output, promise: nil)
    }

    private func refuse(_ context: ChannelHandlerContext, _ refusal: TransportRefusal) {
        let answer = refusal.answer()
        logger.info(
            "Request refused",
            metadata: [
                "request.id": .string(answer.requestID), "http.status": .stringConvertible(answer.status.code),
                "reason": .string("\(refusal)"),
                "peer": .string(context.remoteAddress?.ipAddress ?? "local"),
            ])
        let headers = HTTPHeaders(answer.headers.map { ($0.name.rawName, $0.value) })
        let status = HTTPResponseStatus(statusCode: answer.status.code)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
