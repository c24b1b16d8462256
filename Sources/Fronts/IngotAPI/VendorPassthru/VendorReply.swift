import Hummingbird
import IngotModel

/// What a vendor's method answered, as a response (contract: `routes.json`, `vendor_passthru`).
enum VendorReply {
    /// 202 without a body for methods that go on in the background, else 200 with what the method returned: as JSON, or
    /// as it is where the method says that its result is a file.
    static func response(_ reply: JSONValue) -> Response {
        if reply["async"]?.bool == true { return .empty(.accepted) }
        let value = reply["return"] ?? .null
        guard reply["attach"]?.bool == true else { return .json(value) }
        let content = ByteBuffer(string: value.string ?? value.serialized())
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .contentLength: String(content.readableBytes),
            ], body: .init(byteBuffer: content))
    }
}
