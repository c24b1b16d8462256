import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Runbooks: create, list, show, change, delete.
struct RunbooksCollection: ResourceCollection {
    typealias Resource = StoredView<Runbook>

    let services: APIServices

    static let path = "runbooks"
    static let member = "runbooks"
    static let parameter = "runbook"
    static let table = RunbookFields.table
    static let gates = CollectionGates(
        since: RunbookFields.since, writeRefusal: 405, detailSince: RunbookFields.since)
    static let rules = CollectionRules(
        list: .handler([RunbookAccess.listAll, RunbookAccess.list]), get: .handler([RunbookAccess.get]),
        create: .rule(RunbookAccess.create),
        update: .handler([RunbookAccess.update, RunbookAccess.updateOwner, RunbookAccess.updatePublic]),
        delete: .handler([RunbookAccess.delete]))
    static let filters: [QueryParameter] = [.init("project")]
    static let required = ["name", "steps"]

    var endpoints: [Endpoint] { standardEndpoints }

    /// What the caller may use; `project` leaves out what is neither a project's nor public: the one that it names, or,
    /// as with the peer, the caller's own where it is only a flag.
    func filter(_ query: QueryParameters, _ context: APIContext) throws -> RunbookFilter {
        let word = query["project"]
        let flag = JSONValue(word).flag
        var filter = RunbookFilter()
        filter.visibleTo = try context.project(
            listing: RunbookAccess.listAll, own: RunbookAccess.list,
            asked: flag == nil ? word : flag == true ? context.caller.projectID : nil)
        return filter
    }

    func records(
        _ filter: RunbookFilter, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Runbook] {
        try page.namedRecords(filter, of: "runbook", in: transaction.runbooks) {
            RunbookAccess.isVisible($0, context)
        }
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Runbook {
        try RunbookAccess.find(reference, transaction, context)
    }

    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> Runbook {
        try Self.table.require(Self.required, in: body)
        var runbook = Runbook(id: .random(), name: "", createdAt: services.now)
        try Self.table.create(&runbook, from: body, version: context.version)
        try RunbookAccess.settleOwner(of: &runbook, context)
        try Self.check(runbook.name, context.version)
        runbook.steps = try StepShape.runbook.prepared(runbook.steps)
        try StepPolicy.check(runbook.steps, [:], context)
        try transaction.runbooks.insert(runbook)
        return runbook
    }

    func authorize(_ patch: JSONPatch, of record: Runbook, _ context: APIContext) throws {
        for rule in RunbookAccess.rules(for: patch) { try context.authorize(rule, record.policyTarget) }
    }

    /// Nothing is said of a public runbook's owner, not even that there is none (peer: ironic's `RunbooksController`).
    func permit(_ change: ResourceChange<Runbook>, _ transaction: Transaction, _ context: APIContext) throws {
        let namesOwner = change.patch.operations.contains { $0.field == "owner" && $0.kind != .remove }
        if namesOwner, change.new.isPublic { throw RunbookAccess.ownedByNobody }
    }

    func update(
        _ change: ResourceChange<Runbook>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Runbook {
        var runbook = change.new
        if change.fields.contains("name") { try Self.check(runbook.name, context.version) }
        if runbook.isPublic, !change.old.isPublic, !change.fields.contains("owner") { runbook.owner = nil }
        runbook.steps = try StepShape.runbook.prepared(runbook.steps)
        if change.fields.contains("steps") { try StepPolicy.check(runbook.steps, [:], context) }
        return try transaction.runbooks.update(runbook)
    }

    func delete(_ record: Runbook, _ transaction: Transaction, _ context: APIContext) throws {
        try context.authorize(RunbookAccess.delete, record.policyTarget)
        try transaction.runbooks.delete(record.id)
    }

    /// Old clients name a runbook for the trait that nodes must have; later names say nothing.
    ///
    /// - Throws: ``APIError`` (400).
    private static func check(_ name: String, _ version: Microversion) throws {
        guard version.knows(since: RunbookFields.traitsSince) else { return try TraitArguments.check(name) }
        try NodeName.check(name, of: "runbook")
    }
}
