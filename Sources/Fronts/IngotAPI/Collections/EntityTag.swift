import IngotModel

/// The validator of what an answer shows (RFC 9110, section 8.8.3), such as `"7.dkz2n4v0wg-cbf29ce484222325"`: the
/// revision of the stored resource and when it was made, and where a single resource is shown, a fingerprint of the
/// answer.
///
/// The moment tells a resource from an earlier one of the same UUID. The revision changes with every change of what callers can write, and is what changes are conditional on, whichever
/// version or fields the caller saw. The fingerprint tells apart what else an answer shows: API versions, chosen fields,
/// who holds a node, what its agent told.
struct EntityTag: Hashable, Sendable {
    /// The revision, and when the resource was made.
    private let version: String
    private var fingerprint: UInt64?

    init(revision: Int64, createdAt: Timestamp) {
        version = "\(revision).\(String(createdAt.microseconds, radix: 36))"
    }

    init(of record: some StoredResource) { self.init(revision: record.revision, createdAt: record.createdAt) }

    /// The tag of an answer with this body.
    func showing(_ body: [UInt8]) -> EntityTag {
        var tag = self
        tag.fingerprint = body.fingerprint
        return tag
    }

    /// As headers have it.
    var text: String { "\"\(opaque)\"" }

    /// What stands between the quotes.
    var opaque: String { fingerprint.map { "\(version)-\(String($0, radix: 16))" } ?? version }

    /// Whether what stands between a caller's quotes is of this revision, whatever it was shown of it.
    func isOfSameRevision(as opaque: some StringProtocol) -> Bool {
        opaque.prefix { $0 != "-" } == version
    }
}

extension [UInt8] {
    /// The FNV-1a hash: no two answers about one resource that follow each other are likely to share it.
    fileprivate var fingerprint: UInt64 {
        reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
