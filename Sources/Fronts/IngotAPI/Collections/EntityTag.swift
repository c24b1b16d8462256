import IngotModel

/// The validator of what an answer shows (RFC 9110, section 8.8.3), such as `"7.dkz2n4v0wg-cbf29ce484222325"`: the
/// revision of the stored resource and when it was made, and where a single resource is shown, a fingerprint of the
/// answer.
///
/// The moment tells a resource from an earlier one of the same UUID. The revision changes with every change of what
/// callers can write, and is what changes are conditional on, whichever version or fields the caller saw. The
/// fingerprint tells apart what else an answer shows: API versions, chosen fields, who holds a node, what its agent
/// told.
struct EntityTag: Hashable, Sendable {
    /// What stands between the quotes.
    let opaque: String
    private let hasFingerprint: Bool

    init(revision: Int64, createdAt: Timestamp) {
        opaque = "\(revision).\(String(createdAt.microseconds, radix: 36))"
        hasFingerprint = false
    }

    init(of record: some StoredResource) { self.init(revision: record.revision, createdAt: record.createdAt) }

    private init(of revision: EntityTag, showing body: [UInt8]) {
        opaque = "\(revision.opaque)-\(String(body.fingerprint, radix: 16))"
        hasFingerprint = true
    }

    /// The tag of an answer with this body; the tag of an answer stays what it is.
    func showing(_ body: [UInt8]) -> EntityTag { hasFingerprint ? self : EntityTag(of: self, showing: body) }

    /// As headers have it.
    var text: String { "\"\(opaque)\"" }

    /// Whether what stands between a caller's quotes is of this revision, whatever it was shown of it.
    func isOfSameRevision(as opaque: some StringProtocol) -> Bool {
        opaque.prefix { $0 != "-" } == self.opaque.prefix { $0 != "-" }
    }
}

extension [UInt8] {
    /// A hash by words of eight bytes, as every single answer is hashed: two answers of one length that differ in one
    /// word never share it, others hardly ever.
    fileprivate var fingerprint: UInt64 {
        withUnsafeBytes { bytes in
            var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
            func add(_ word: UInt64) {
                hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
                // Multiplication carries differences upwards alone; this brings them down again.
                hash ^= hash >> 32
            }
            let whole = bytes.count & ~7
            for offset in stride(from: 0, to: whole, by: 8) {
                add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            }
            add(bytes[whole...].reduce(0) { $0 << 8 | UInt64($1) })
            return hash
        }
    }
}
