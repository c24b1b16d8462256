import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The traits of nodes that a runbook may be used on: all of them, or one.
struct RunbookTraitsController: Sendable {
    let services: APIServices

    private static let path = "/runbooks/{runbook}/traits"
    private static let since = RunbookFields.traitsSince
    private static let changing = EndpointAccess.handler([RunbookAccess.update])

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, Self.path, since: Self.since, .handler([RunbookAccess.get]), answer: .values("traits"),
                "Lists a runbook's traits.", list)
        ] + changes.map { $0.conditional(on: .resource) }
    }

    private var changes: [Endpoint] {
        [
            Endpoint(
                .put, Self.path, since: Self.since, Self.changing,
                body: .free("An object with 'traits', the list of all traits that the runbook is to have."),
                answer: .noContent, "Replaces a runbook's traits.", replace),
            Endpoint(
                .delete, Self.path, since: Self.since, Self.changing, answer: .noContent,
                "Takes all traits from a runbook.", removeAll),
            Endpoint(
                .put, "\(Self.path)/{trait}", since: Self.since, Self.changing, answer: .noContent,
                "Gives a runbook one more trait.", add),
            Endpoint(
                .delete, "\(Self.path)/{trait}", since: Self.since, Self.changing, answer: .noContent,
                "Takes one trait from a runbook.", remove),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("runbook")
        let runbook = try await services.store.read { try RunbookAccess.find(reference, $0, context) }
        return .json(["traits": .array(runbook.traits.map(JSONValue.string))])
    }

    private func replace(_ request: Request, _ context: APIContext) async throws -> Response {
        let wanted = try TraitArguments.list(in: try await JSONBody.object(request, context))
        try await change(request, context) { _ in wanted }
        return .empty(.noContent)
    }

    private func removeAll(_ request: Request, _ context: APIContext) async throws -> Response {
        try await change(request, context) { _ in [] }
        return .empty(.noContent)
    }

    private func add(_ request: Request, _ context: APIContext) async throws -> Response {
        let trait = try context.reference("trait")
        try TraitArguments.check(trait)
        try await change(request, context) { $0.union([trait]) }
        let runbook = URLText.encoded(try context.reference("runbook"))
        return .empty(.noContent, location: context.links.url("runbooks/\(runbook)/traits/\(trait)"))
    }

    private func remove(_ request: Request, _ context: APIContext) async throws -> Response {
        let trait = try context.reference("trait")
        try await change(request, context) { $0.subtracting([trait]) }
        return .empty(.noContent)
    }

    private func change(
        _ request: Request, _ context: APIContext, _ change: @escaping @Sendable (Set<String>) throws -> Set<String>
    ) async throws {
        let reference = try context.reference("runbook")
        let condition = EntityCondition(request)
        let now = services.now
        try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                var runbook = try RunbookAccess.find(reference, transaction, context)
                try context.authorize(RunbookAccess.update, runbook.policyTarget)
                try condition.check(against: runbook)
                let traits = try change(Set(runbook.traits)).sorted()
                guard traits.count <= Trait.maximumCount else {
                    throw APIError.invalid(
                        "A runbook has at most \(Trait.maximumCount) traits", code: "too_many_traits")
                }
                guard traits != runbook.traits else { return }
                runbook.traits = traits
                runbook.updatedAt = now
                try transaction.runbooks.update(runbook)
            }
        }
    }
}
