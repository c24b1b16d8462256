import IngotModel

extension StoredResource {
    /// The UUID by which a path names a resource that has no other name.
    ///
    /// - Throws: ``APIError`` (400).
    static func identifier(_ reference: String) throws -> Identifier<Self> {
        guard let id = Identifier<Self>(reference) else {
            throw APIError.invalid(
                "The path names the resource by its UUID, not by '\(reference)'", code: "invalid_uuid")
        }
        return id
    }
}

extension ResourceChange where Record: StoredResource {
    /// Some resources take their UUID in a patch, but never another one.
    ///
    /// - Throws: ``APIError`` (400).
    func refuseNewIdentity() throws {
        guard !fields.contains("uuid") else {
            throw APIError.invalid("The UUID of \(old.id) cannot be changed", code: "uuid_is_final")
        }
    }
}
