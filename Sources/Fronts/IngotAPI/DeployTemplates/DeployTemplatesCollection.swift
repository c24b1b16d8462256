import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Deploy templates: create, list, show, change, delete.
struct DeployTemplatesCollection: ResourceCollection {
    typealias Resource = StoredView<DeployTemplate>

    let services: APIServices

    static let path = "deploy_templates"
    static let member = "deploy_templates"
    static let parameter = "template"
    static let table = DeployTemplateFields.table
    static let gates = CollectionGates(
        since: DeployTemplateFields.since, writeRefusal: 405, detailSince: DeployTemplateFields.since)
    static let rules = CollectionRules.plain("deploy_template")
    static let filters: [QueryParameter] = []
    static let required = ["name", "steps"]
    /// Taken for the sake of clients that send it, and forgotten, as the peer does.
    static let alsoTaken = [Argument("description", .text(maximum: 255))]

    var endpoints: [Endpoint] { standardEndpoints }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> DeployTemplateFilter {
        DeployTemplateFilter()
    }

    func records(
        _ filter: DeployTemplateFilter, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [DeployTemplate] {
        try page.namedRecords(filter, of: Self.table.resource, in: transaction.deployTemplates)
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> DeployTemplate {
        guard let template = try transaction.deployTemplates.resolve(reference) else {
            throw APIError.notFound(Self.table.resource, reference)
        }
        return template
    }

    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> DeployTemplate {
        try Self.table.require(Self.required, in: body)
        var fields = body
        for taken in Self.alsoTaken {
            _ = try taken.type.normalized(fields.removeValue(forKey: taken.name) ?? .null, field: taken.name)
        }
        var template = DeployTemplate(id: .random(), name: "", createdAt: services.now)
        try Self.table.create(&template, from: fields, version: context.version)
        try Self.settle(&template)
        try transaction.deployTemplates.insert(template)
        return template
    }

    func update(
        _ change: ResourceChange<DeployTemplate>, _ transaction: Transaction, _ context: APIContext
    ) throws -> DeployTemplate {
        var template = change.new
        try Self.settle(&template)
        return try transaction.deployTemplates.update(template)
    }

    func delete(_ record: DeployTemplate, _ transaction: Transaction, _ context: APIContext) throws {
        try transaction.deployTemplates.delete(record.id)
    }

    /// - Throws: ``APIError`` (400).
    private static func settle(_ template: inout DeployTemplate) throws {
        try TraitArguments.check(template.name)
        template.steps = try StepShape.deploy.prepared(template.steps)
    }
}
