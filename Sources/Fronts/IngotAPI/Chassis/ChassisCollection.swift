import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Chassis: create, list, show, change, delete.
struct ChassisCollection: ResourceCollection {
    typealias Resource = StoredView<Chassis>

    let services: APIServices

    static let path = "chassis"
    static let member = "chassis"
    static let parameter = "chassis_uuid"
    static let table = ChassisFields.table
    static let gates = CollectionGates(hasDetailRoute: true)
    static let rules = CollectionRules.plain("chassis")
    static let filters: [QueryParameter] = []

    var endpoints: [Endpoint] { standardEndpoints }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> ChassisFilter { ChassisFilter() }

    func records(
        _ filter: ChassisFilter, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Chassis] {
        try page.records(filter, of: Self.table.resource, in: transaction.chassis)
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Chassis {
        try Self.find(try Chassis.identifier(reference), transaction)
    }

    func create(_ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext) throws -> Chassis {
        var chassis = Chassis(id: .random(), createdAt: services.now)
        try Self.table.create(&chassis, from: body, version: context.version)
        try transaction.chassis.insert(chassis)
        return chassis
    }

    func update(
        _ change: ResourceChange<Chassis>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Chassis {
        try change.refuseNewIdentity()
        return try transaction.chassis.update(change.new)
    }

    func delete(_ record: Chassis, _ transaction: Transaction, _ context: APIContext) throws {
        var nodes = NodeQuery()
        nodes.chassisID = record.id.text
        guard try !transaction.nodes.exists(nodes) else {
            throw APIError.invalid(
                "Chassis \(record.id) has nodes; see GET /v1/chassis/\(record.id)/nodes, and move them first",
                code: "chassis_not_empty")
        }
        try transaction.chassis.delete(record.id)
    }

    /// - Throws: ``APIError`` (404).
    @discardableResult
    static func find(_ id: ChassisID, _ transaction: Transaction) throws -> Chassis {
        guard let chassis = try transaction.chassis.find(id) else { throw APIError.notFound("chassis", id.text) }
        return chassis
    }
}
