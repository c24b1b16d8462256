import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Creating, changing and deleting.
extension ResourceCollection {
    func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await JSONBody.object(request, context)
        let view = try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                try self.view(of: try create(body, transaction, context), transaction, context)
            }
        }
        return WrittenResource(view, Self.table.all(for: context.version))
            .answer(.created, location: context.links.url("\(Self.path)/\(view.record.id)"))
    }

    func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let patch = try JSONPatch(
            try await JSONBody.required(request, context), version: context.version,
            maximumDepth: context.maximumJSONDepth)
        try Self.table.check(patch, version: context.version)
        try check(patch, context)
        let reference = try context.reference(Self.parameter)
        let condition = EntityCondition(request)
        let now = services.now
        let view = try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let old = try find(reference, transaction, context)
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

    func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference(Self.parameter)
        let condition = EntityCondition(request)
        try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let record = try find(reference, transaction, context)
                try condition.check(against: record)
                try delete(record, transaction, context)
            }
        }
        return .empty(.noContent)
    }
}
