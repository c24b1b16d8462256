import IngotModel
import IngotStorage

/// Pages as the storage's queries have them: one entry more than is shown, which tells whether there is a next page.
extension Page {
    /// - Throws: ``APIError`` (400) for a key or a marker that cannot be.
    func apply(to query: inout NodeQuery) throws {
        query.sortKey = try key(.createdAt)
        query.ascending = ascending
        query.marker = try marker(of: Node.self)
        query.limit = limit + 1
    }

    func apply(to query: inout PortQuery) throws {
        query.sortKey = try key(.createdAt)
        query.ascending = ascending
        query.marker = try marker(of: Port.self)
        query.limit = limit + 1
    }

    private func key<Key: RawRepresentable<String>>(_ standard: Key) throws -> Key {
        guard let sortKey, sortKey != "id" else { return standard }
        guard let key = Key(rawValue: sortKey) else {
            throw APIError.invalid("A list cannot be sorted by '\(sortKey)'", code: "invalid_sort_key")
        }
        return key
    }

    /// - Throws: ``APIError`` (400) for a marker that is no UUID.
    func marker<Entity>(of: Entity.Type) throws -> Identifier<Entity>? {
        guard let marker else { return nil }
        guard let identifier = Identifier<Entity>(marker) else {
            throw APIError.invalid("The query parameter 'marker' must be a UUID, not '\(marker)'")
        }
        return identifier
    }
}
