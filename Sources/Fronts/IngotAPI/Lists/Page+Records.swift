import IngotModel
import IngotStorage

/// Pages of resources whose lists differ in nothing but their filters.
extension Page {
    /// The records of the page, and one more where there is a next page.
    ///
    /// - Parameter isVisible: whether the caller may see a record; what they may not see is no marker for them, as its
    ///   place in a list tells of its values.
    /// - Throws: ``APIError``: 404 for a marker that is not there, 400 for one that is no UUID.
    func records<Filter: ListFilter>(
        _ filter: Filter, of resource: String, in repository: EntityRepository<Filter.Entity>,
        where isVisible: (Filter.Entity) throws -> Bool = { _ in true }
    ) throws -> [Filter.Entity] {
        let last = try marker(of: Filter.Entity.self)
        if let last {
            guard let record = try repository.find(last), try isVisible(record) else {
                throw APIError.notFound(resource, last.text)
            }
        }
        return try repository.list(listing(filter, after: last?.text))
    }

    /// As ``records(_:of:in:)``, where the marker may be a name as well.
    func namedRecords<Filter: ListFilter>(
        _ filter: Filter, of resource: String, in repository: EntityRepository<Filter.Entity>,
        where isVisible: (Filter.Entity) throws -> Bool = { _ in true }
    ) throws -> [Filter.Entity] where Filter.Entity: NamedResource {
        let last = try marker.map { marker in
            guard let last = try repository.resolve(marker), try isVisible(last) else {
                throw APIError.notFound(resource, marker)
            }
            return last.id.text
        }
        return try repository.list(listing(filter, after: last))
    }

    /// The page of what a filter finds, after a record that is there.
    func listing<Filter: ListFilter>(_ filter: Filter, after last: String?) -> Listing<Filter> {
        var listing = Listing(filter)
        if let sortKey, sortKey != "id" { listing.sortColumn = sortKey }
        listing.ascending = ascending
        listing.marker = last
        listing.limit = limit + 1
        return listing
    }
}
