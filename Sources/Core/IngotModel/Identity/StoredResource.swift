/// Something that is kept under a UUID and changes by revisions.
package protocol StoredResource: Sendable, Equatable {
    var id: Identifier<Self> { get }
    /// Grows by one with each change; a writer that saw an older revision is refused.
    var revision: Int64 { get set }
    var createdAt: Timestamp { get }
    var updatedAt: Timestamp? { get set }
}

extension Node: StoredResource {}
extension Port: StoredResource {}
