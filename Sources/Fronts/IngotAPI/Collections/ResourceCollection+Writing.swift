import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Creating, changing and deleting.
extension ResourceCollection {
    func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await JSONBody.draft(request, context)
        let draft = try draft(body, context)
        let view = try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                try self.view(ofNew: try create(draft, transaction, context), transaction, context)
            }
        }
        return WrittenResource(view, Self.table.all(for: context.version))
            .answer(.created, location: context.links.url("\(Self.path)/\(view.record.id)"))
    }

    func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let patch = try JSONPatch(
            try await JSONBody.required(request, context), version: context.version,
            maximumDepth: context.maximumJSONDepth)
        let reference = try reference(context)
        try await check(patch, of: reference, context)
        let condition = EntityCondition(request)
        let now = services.now
        let view = try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let old = try named(reference, transaction, context)
                try authorize(patch, of: old, context)
                try condition.check(against: old)
                var change = ResourceChange(old: old, new: old, fields: [], patch: patch)
                change.fields = try Self.table.apply(patch, to: &change.new)
                try permit(change, transaction, context)
                guard !change.fields.isEmpty else { return try self.view(of: old, transaction, context) }
                change.new.updatedAt = now
                return try self.view(of: try update(change, transaction, context), transaction, context)
            }
        }
        return WrittenResource(view, Self.table.all(for: context.version)).answer()
    }

    /// Checks a patch as far as that needs no database: first its fields, then what it writes into them.
    private func check(_ patch: JSONPatch, of reference: String, _ context: APIContext) async throws {
        try await telling(ofMissing: Self.gates.readsPatchesFirst, patch, of: reference, context) {
            try Self.table.checkFields(of: patch, version: context.version)
        }
        try await telling(ofMissing: false, patch, of: reference, context) {
            try Self.table.checkValues(of: patch)
            try check(patch, context)
        }
    }

    /// Makes a check. What is wrong with a patch is told to those alone who may make such ones.
    ///
    /// - Parameter ofMissing: whether it is told before it is said that there is no such resource.
    private func telling(
        ofMissing: Bool, _ patch: JSONPatch, of reference: String, _ context: APIContext, _ check: () throws -> Void
    ) async throws {
        do { try check() } catch {
            try await services.store.read { transaction in
                do {
                    try authorize(patch, of: try named(reference, transaction, context), context)
                } catch let refusal as APIError where ofMissing && refusal.status == 404 {}
            }
            throw error
        }
    }

    func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try reference(context)
        let condition = EntityCondition(request)
        try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let record = try named(reference, transaction, context)
                try condition.check(against: record)
                try delete(record, transaction, context)
            }
        }
        return .empty(.noContent)
    }
}
