import HTTPTypes
import Hummingbird
import IngotModel

/// A resource as it goes to the caller, with what the answer's headers and the next page's link need.
struct WrittenResource: Sendable {
    /// What names the resource in paths and markers.
    let id: String
    let tag: EntityTag
    /// The JSON object.
    let bytes: [UInt8]

    init(id: String, tag: EntityTag, bytes: [UInt8]) {
        self.id = id
        self.tag = tag
        self.bytes = bytes
    }

    init<Resource: APIResource>(_ view: Resource, _ selection: FieldSelection<Resource>)
    where Resource.Record: StoredResource {
        self.init(id: view.record.id.text, tag: EntityTag(of: view.record), bytes: selection.bytes(of: view))
    }

    /// The answer that shows this resource alone.
    func answer(_ status: HTTPResponse.Status = .ok, location: String? = nil) -> Response {
        var response = Response.json(bytes: bytes, status: status, location: location)
        response.headers[.eTag] = tag.showing(bytes).text
        return response
    }

    /// The answer to a caller that may have it already, and is then told just that (304).
    func answer(to request: Request) -> Response {
        let tag = tag.showing(bytes)
        guard EntityCondition(request).knows(tag) else { return answer() }
        var response = Response.empty(.notModified)
        response.headers[.eTag] = tag.text
        return response
    }
}
