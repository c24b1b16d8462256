import HTTPTypes
import Hummingbird
import IngotModel

/// The validator of a resource (RFC 9110, section 8.8.3): it changes with every change of what callers can write.
struct EntityTag: Hashable, Sendable {
    let text: String

    init(revision: Int64) { text = "\"\(revision)\"" }

    init(of record: some StoredResource) { self.init(revision: record.revision) }
}

/// What `If-Match` asks for (RFC 9110, section 13.1.1): the change is made only to the revision that the caller saw.
struct EntityCondition: Sendable {
    private let wanted: [Substring]?

    init(_ request: Request) {
        wanted = request.headers[.ifMatch].map { header in
            header.split(separator: ",").map { $0.drop(while: \.isWhitespace) }.map { tag in
                var tag = tag
                while tag.last?.isWhitespace == true { tag.removeLast() }
                return tag
            }
        }
    }

    /// - Throws: ``APIError`` (412) where the resource has another revision.
    func check(against record: some StoredResource) throws {
        guard let wanted, !wanted.contains("*") else { return }
        let tag = EntityTag(of: record)
        guard !wanted.contains(where: { $0 == tag.text }) else { return }
        throw APIError(
            status: 412, code: "precondition_failed",
            message:
                "The resource \(record.id) was changed: its entity tag is \(tag.text) now, which the header If-Match"
                + " does not name; read it again and decide anew")
    }
}
