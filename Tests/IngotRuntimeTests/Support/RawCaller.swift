import NIOCore
import NIOPosix

@testable import IngotRuntime

/// Sends bytes as they are, and takes what comes until the server ends the connection.
struct RawCaller {
    let address: IngotRuntime.SocketAddress

    /// - Parameters:
    ///   - then: what is sent when the first piece of an answer has come.
    ///   - hangsUp: whether the caller says that nothing more comes, while it still listens.
    func send(_ text: String, then: String? = nil, hangsUp: Bool = false) async throws -> String {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            if hangsUp { outbound.finish() }
            var answer = ""
            var rest = then
            for try await piece in inbound {
                answer += String(buffer: piece)
                if let text = rest { try await outbound.write(ByteBuffer(string: text)) }
                rest = nil
            }
            return answer
        }
    }
}
