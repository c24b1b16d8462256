import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Allocations: create, list, show, change, delete.
struct AllocationsCollection: ResourceCollection {
    typealias Resource = StoredView<Allocation>

    let services: APIServices

    static let path = "allocations"
    static let member = "allocations"
    static let parameter = "allocation"
    static let table = AllocationFields.table
    static let gates = CollectionGates(
        since: AllocationFields.since, writeRefusal: 405, refusesItself: true, updateSince: 57, detailSince: nil,
        readsPatchesFirst: false)
    static let rules = CollectionRules(
        list: .handler([AllocationAccess.listAll, AllocationAccess.list]), get: .handler([AllocationAccess.get]),
        create: .handler([
            AllocationAccess.create, AllocationAccess.createRestricted, AllocationAccess.createFormerly,
        ]), update: .handler([AllocationAccess.update]), delete: .handler([AllocationAccess.delete]))
    static let filters = AllocationListQuery.parameters
    static let alsoTaken = [Argument("node", since: AllocationCreation.backfillSince)]

    var endpoints: [Endpoint] { standardEndpoints }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> AllocationListQuery {
        try AllocationListQuery(query, context)
    }

    func records(
        _ filter: AllocationListQuery, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Allocation] {
        try filter.allocations(page, transaction, context)
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Allocation {
        try AllocationAccess.check(
            try transaction.allocations.resolve(reference), reference, rules: context.access.rules, context)
    }

    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> Allocation {
        try AllocationCreation(services: services).create(body, transaction, context)
    }

    func update(
        _ change: ResourceChange<Allocation>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Allocation {
        if change.fields.contains("name"), let name = change.new.name { try NodeName.check(name, of: "allocation") }
        return try transaction.allocations.update(change.new)
    }

    func delete(_ record: Allocation, _ transaction: Transaction, _ context: APIContext) throws {
        try AllocationRelease(services: services).delete(record, transaction)
    }
}
