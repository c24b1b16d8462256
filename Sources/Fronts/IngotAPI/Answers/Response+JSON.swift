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

    /// An answer without a body.
    static func empty(_ status: HTTPResponse.Status, location: String? = nil) -> Response {
        var headers: HTTPFields = [:]
        headers[.location] = location
        return Response(status: status, headers: headers)
    }
}
