import HTTPTypes
import Hummingbird
import IngotModel

/// What a caller asks of the revision before anything is done (RFC 9110, section 13.1): `If-Match` to change only what
/// it saw, `If-None-Match` to be sent only what it did not see.
struct EntityCondition: Sendable {
    private let wanted: EntityTagList?
    private let known: EntityTagList?

    init(_ request: Request) {
        wanted = request.headers[.ifMatch].map(EntityTagList.init)
        known = request.headers[.ifNoneMatch].map(EntityTagList.init)
    }

    private init() { (wanted, known) = (nil, nil) }

    /// Asks for nothing.
    static let none = EntityCondition()

    /// Before a change: weak tags do not match, and nor does what the caller says it must not be.
    ///
    /// - Throws: ``APIError`` (412) where the resource has another revision.
    func check(against record: some StoredResource) throws {
        let tag = EntityTag(of: record)
        if let known, known.isAny || (known.strong + known.weak).contains(where: { tag.isOfSameRevision(as: $0) }) {
            throw refusal(
                "The resource \(record.id) has the entity tag \(tag.text), which the header If-None-Match rules out")
        }
        guard let wanted, !wanted.isAny, !wanted.strong.contains(where: { tag.isOfSameRevision(as: $0) }) else {
            return
        }
        throw refusal(
            "The resource \(record.id) was changed: its entity tag is \(tag.text) now, which the header If-Match does not"
                + " name; read it again and decide anew")
    }

    /// Before an answer: whether the caller has this very answer already; weak tags are as good as others.
    func knows(_ tag: EntityTag) -> Bool {
        guard let known else { return false }
        return known.isAny || (known.strong + known.weak).contains { $0 == tag.opaque }
    }

    private func refusal(_ message: String) -> APIError {
        APIError(status: 412, code: "precondition_failed", message: message)
    }
}
