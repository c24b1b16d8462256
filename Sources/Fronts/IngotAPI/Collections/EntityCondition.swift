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
        try checkKnown(record)
        try checkWanted(record, EntityTag(of: record))
    }

    /// As ``check(against:)``, where the tag of either names what is changed.
    func check(against record: some StoredResource, orAgainst other: some StoredResource) throws {
        try checkKnown(record)
        try checkKnown(other)
        try checkWanted(record, EntityTag(of: record), EntityTag(of: other))
    }

    private func checkKnown(_ record: some StoredResource) throws {
        let tag = EntityTag(of: record)
        guard let known, known.isAny || (known.strong + known.weak).contains(where: { tag.isOfSameRevision(as: $0) })
        else { return }
        throw refusal(
            "The resource \(record.id) has the entity tag \(tag.text), which the header If-None-Match rules out")
    }

    private func checkWanted(_ record: some StoredResource, _ tag: EntityTag, _ other: EntityTag? = nil) throws {
        guard let wanted, !wanted.isAny else { return }
        let tags = [tag, other].compactMap { $0 }
        let isWanted = wanted.strong.contains { name in tags.contains { $0.isOfSameRevision(as: name) } }
        guard !isWanted else { return }
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
