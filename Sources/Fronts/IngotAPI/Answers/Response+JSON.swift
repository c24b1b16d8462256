import HTTPTypes
import Hummingbird
import IngotModel

extension Response {
    /// A body of JSON.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, location: String? = nil) -> Response {
        json(bytes: value.serializedBytes(), status: status, location: location)
    }

    /// A body of JSON that is written already.
    static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok, location: String? = nil) -> Response {
        let buffer = ByteBuffer(bytes: bytes)
        var headers: HTTPFields = [
            .contentType: "application/json", .contentLength: String(buffer.readableBytes),
        ]
        headers[.location] = location
        return Response(status: status, headers: headers, body: .init(byteBuffer: buffer))
    }

    /// A body of JSON in pieces that are sent one after the other, as many at a time as the caller takes: a large list
    /// needs no memory of its own for each caller where its pieces are shared.
    static func json(pieces: [[UInt8]]) -> Response {
        let length = pieces.reduce(0) { $0 + $1.count }
        let body = ResponseBody(contentLength: length) { writer in
            var buffer = ByteBuffer()
            buffer.reserveCapacity(min(length, chunkSize + 4096))
            for piece in pieces {
                buffer.writeBytes(piece)
                guard buffer.readableBytes >= chunkSize else { continue }
                try await writer.write(buffer)
                buffer.clear()
            }
            if buffer.readableBytes > 0 { try await writer.write(buffer) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }

    private static let chunkSize = 64 * 1024

    /// An answer without a body.
    static func empty(_ status: HTTPResponse.Status, location: String? = nil) -> Response {
        var headers: HTTPFields = [:]
        headers[.location] = location
        return Response(status: status, headers: headers)
    }
}
