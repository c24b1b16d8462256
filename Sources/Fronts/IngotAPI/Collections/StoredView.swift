import IngotModel
import IngotStorage

/// A resource that answers show as it is stored, with links.
struct StoredView<Record: StoredResource>: APIResource {
    var record: Record
    var links: LinkBuilder
}

/// Collections that need nothing but the records to show them.
extension ResourceCollection {
    func views<Stored>(
        _ records: [Stored], _ transaction: Transaction, _ context: APIContext
    ) throws -> [StoredView<Stored>] where Resource == StoredView<Stored> {
        records.map { StoredView(record: $0, links: context.links) }
    }
}
