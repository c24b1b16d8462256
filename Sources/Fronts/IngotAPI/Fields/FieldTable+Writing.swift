import IngotContracts
import IngotModel

/// Creating and changing records through their fields.
extension FieldTable {
    /// Sets what a POST's body holds on a fresh record.
    ///
    /// Shape goes before version: an unknown or ill-typed member is 400 even where another is too new (406).
    func create(_ record: inout Resource.Record, from body: [String: JSONValue], version: Microversion) throws {
        let values = try body.sorted { $0.key < $1.key }.map { name, value in
            guard let field = self[name], field.access.contains(.create), field.set != nil else {
                throw APIError.invalid(
                    "The field '\(name)' cannot be given for a new \(resource)", code: "unknown_field")
            }
            return (field, try field.type.normalized(given: value, field: name))
        }
        for (field, value) in values {
            _ = try known(field.name, to: version)
            if !value.isNull { try field.set?(&record, value) }
        }
    }

    /// - Throws: ``APIError`` (400) where the body of a POST lacks one of these.
    func require(_ names: [String], in body: [String: JSONValue]) throws {
        guard let missing = names.first(where: { body[$0]?.isNull ?? true }) else { return }
        throw APIError.invalid("The field '\(missing)' is missing", code: "field_missing")
    }

    /// Refuses a patch that names what cannot be patched (400) or what the version does not know (406).
    func checkFields(of patch: JSONPatch, version: Microversion) throws {
        let patchable = fields.filter { $0.access.contains(.patch) }
        for operation in patch.operations {
            guard self[operation.field]?.access.contains(.patch) == true else {
                let names = patchable.map(\.name).sorted().joined(separator: ", ")
                throw APIError.invalid(
                    "The field '\(operation.field)' cannot be patched; these can: \(names)", code: "not_patchable")
            }
        }
        for operation in patch.operations { _ = try known(operation.field, to: version) }
    }

    /// Refuses a patch that writes what the fields which it names cannot hold (400), even where a later operation takes
    /// its place.
    func checkValues(of patch: JSONPatch) throws {
        for operation in patch.operations {
            guard let field = self[operation.field] else { continue }
            guard operation.isWholeField || field.type.isContainer else {
                throw APIError.invalid("The field '\(field.name)' has nothing inside that could be patched")
            }
            if operation.isWholeField, operation.kind != .remove {
                _ = try field.type.normalized(given: operation.value, field: field.name)
            }
        }
    }

    /// Applies a patch to a record; a removed field gets its default back, and where the mask of a secret was written
    /// over it, the secret stays: whoever reads a resource, changes it and writes it back, means no asterisks.
    ///
    /// - Returns: the names of the fields whose value changed.
    /// - Throws: ``APIError`` (400), also where the mask stands for nothing.
    func apply(_ patch: JSONPatch, to record: inout Resource.Record) throws -> Set<String> {
        let named = patch.fields.sorted().compactMap { self[$0] }
        var document: [String: JSONValue] = [:]
        for field in named { document[field.name] = field.stored?(record) }
        let patched = try patch.applied(to: document)
        var changed: Set<String> = []
        for field in named {
            let written = try field.type.normalized(patched[field.name] ?? .null, field: field.name)
            let value = try field.unmasked(written, from: document[field.name])
            guard value != document[field.name] else { continue }
            try field.set?(&record, value)
            changed.insert(field.name)
        }
        return changed
    }
}

extension VersionedField {
    fileprivate func unmasked(_ written: JSONValue, from present: JSONValue?) throws -> JSONValue {
        guard let masked, !written.isNull else { return written }
        do {
            return try SecretMask.restored(written, from: present, also: masked)
        } catch {
            throw APIError.invalid(
                "The patch would make '\(error.name)' in '\(name)' the mask \(SecretMask.mask), which stands for a secret"
                    + " that is not shown, and there is none to keep; write the secret, or leave it out",
                code: "masked_secret")
        }
    }
}
