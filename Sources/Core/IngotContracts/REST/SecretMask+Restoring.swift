import IngotModel

/// What callers mean who write back what they were shown.
extension SecretMask {
    /// The mask was written where there is no secret that it could stand for.
    package struct NothingMasked: Error, Hashable {
        /// The member that would be the mask from now on.
        package let name: String
    }

    /// A value as a caller wrote it, with the secrets of the present one where the caller wrote their mask.
    ///
    /// Members are kept by their names. In lists, an element that was shown as it was written stays what it is; another
    /// one is taken for a change of the element at its place, as long as the list keeps its length.
    ///
    /// - Parameter names: what is masked besides what ``masked(_:)`` masks.
    /// - Throws: ``NothingMasked``.
    package static func restored(
        _ written: JSONValue, from present: JSONValue?, also names: [String] = []
    ) throws(NothingMasked) -> JSONValue {
        guard case .object(let members) = written else { return try restored(written, from: present, named: "") }
        var result: [String: JSONValue] = [:]
        for (name, value) in members {
            if value == .string(mask), names.contains(name) {
                guard let secret = present?[name] else { throw NothingMasked(name: name) }
                result[name] = secret
            } else {
                result[name] = try restored(value, from: present?[name], named: name)
            }
        }
        return .object(result)
    }

    private static func restored(
        _ written: JSONValue, from present: JSONValue?, named name: String
    ) throws(NothingMasked) -> JSONValue {
        if let present, written == masked(present, named: name) { return present }
        switch written {
        case .object(let members):
            var result: [String: JSONValue] = [:]
            for (name, value) in members { result[name] = try restored(value, from: present?[name], named: name) }
            return .object(result)
        case .array(let values): return .array(try restored(values, from: present?.array ?? [], named: name))
        case .string(mask) where isSecret(name): throw NothingMasked(name: name)
        case .string(let text): return .string(try restored(text, from: present?.string ?? ""))
        default: return written
        }
    }

    /// Each `word=******` in a text as the present text has it.
    private static func restored(_ written: String, from present: String) throws(NothingMasked) -> String {
        guard written.contains("=\(mask)") else { return written }
        var pieces = written.split(separator: " ", omittingEmptySubsequences: false)
        let old = present.split(separator: " ")
        for (index, piece) in pieces.enumerated() where piece.hasSuffix("=\(mask)") {
            let beginning = piece.dropLast(mask.count)
            let name = String(beginning.dropLast())
            guard isSecret(name) else { continue }
            guard let secret = old.first(where: { $0.hasPrefix(beginning) }) else { throw NothingMasked(name: name) }
            pieces[index] = secret
        }
        return pieces.joined(separator: " ")
    }

    private static func restored(
        _ written: [JSONValue], from present: [JSONValue], named name: String
    ) throws(NothingMasked) -> [JSONValue] {
        let shown = present.map { masked($0) }
        var result: [JSONValue] = []
        for (index, value) in written.enumerated() {
            let same = shown.firstIndex(of: value) ?? (written.count == present.count ? index : nil)
            result.append(try restored(value, from: same.map { present[$0] }, named: ""))
        }
        return result
    }
}
