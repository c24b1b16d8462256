import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Inspection rules: create, list, show, change, delete.
struct InspectionRulesCollection: ResourceCollection {
    typealias Resource = StoredView<InspectionRule>

    let services: APIServices

    static let path = "inspection_rules"
    static let member = "inspection_rules"
    static let parameter = "uuid"
    static let table = InspectionRuleFields.table
    static let gates = CollectionGates(
        since: InspectionRuleFields.since, writeRefusal: 405, refusesItself: true,
        detailSince: InspectionRuleFields.since, readsPatchesFirst: false)
    static let rules = CollectionRules.plain("inspection_rule")
    static let filters: [QueryParameter] = [.init("phase")]
    static let required = ["actions"]

    var endpoints: [Endpoint] { standardEndpoints }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> InspectionRuleFilter {
        InspectionRuleFilter(phase: query["phase"])
    }

    func records(
        _ filter: InspectionRuleFilter, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [InspectionRule] {
        // Any word may be a marker, though none but a UUID is one (peer: ironic looks it up before anything else).
        if let marker = page.marker, Identifier<InspectionRule>(marker) == nil {
            throw APIError.notFound(Self.table.resource, marker)
        }
        return try page.records(filter, of: Self.table.resource, in: transaction.inspectionRules)
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> InspectionRule {
        guard let rule = try transaction.inspectionRules.find(try InspectionRule.identifier(reference)) else {
            throw APIError.notFound(Self.table.resource, reference)
        }
        return rule
    }

    /// The field's own client sends the priority as a text.
    func draft(_ body: [String: JSONValue], _ context: APIContext) throws -> [String: JSONValue] {
        guard let number = body["priority"]?.string.flatMap({ Int64($0) }) else { return body }
        return body.merging(["priority": .integer(number)]) { $1 }
    }

    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> InspectionRule {
        try Self.table.require(Self.required, in: body)
        if body["phase"]?.isNull == true { throw APIError.cannotBeRemoved("phase") }
        var rule = InspectionRule(id: .random(), createdAt: services.now)
        try Self.table.create(&rule, from: body, version: context.version)
        try InspectionRuleCheck.values(of: rule)
        try transaction.inspectionRules.insert(rule)
        return rule
    }

    func update(
        _ change: ResourceChange<InspectionRule>, _ transaction: Transaction, _ context: APIContext
    ) throws -> InspectionRule {
        try change.refuseNewIdentity()
        guard change.new.isSensitive || !change.old.isSensitive else {
            throw APIError.invalid(
                "The rule \(change.old.id) stays sensitive, as what it does would be shown; delete it and make another",
                code: "rule_stays_sensitive")
        }
        try InspectionRuleCheck.values(of: change.new)
        return try transaction.inspectionRules.update(change.new)
    }

    func delete(_ record: InspectionRule, _ transaction: Transaction, _ context: APIContext) throws {
        try transaction.inspectionRules.delete(record.id)
    }
}
