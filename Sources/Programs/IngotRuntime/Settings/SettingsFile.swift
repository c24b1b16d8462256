import Yams

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A file of settings, in YAML or in JSON (which YAML contains).
///
/// Keys may be written with points (`api.listen: …`) or nested (`api:` with `listen:` below it); a list may be a
/// sequence or words joined by commas.
package struct SettingsFile: Sendable {
    package struct Entry: Sendable {
        package let key: String
        package let text: String
        /// Counted from 1.
        package let line: Int
    }

    package let path: String
    package let entries: [Entry]

    /// Throws ``SettingsProblem`` where the file cannot be read or is not a mapping of keys to values.
    package static func read(_ path: String) throws(SettingsProblem) -> SettingsFile {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingsProblem(complaints: [
                "config = \"\(path)\": expected a readable file in UTF-8; it could not be read: \(FileTrouble(error))"
            ])
        }
        return try SettingsFile(path: path, text: text)
    }

    package init(path: String, text: String) throws(SettingsProblem) {
        self.path = path
        do {
            guard let root = try compose(yaml: text) else {
                entries = []
                return
            }
            entries = try Self.flatten(root, below: [])
        } catch let error as ShapeError {
            throw SettingsProblem(complaints: ["\(path), line \(error.line): \(error.reason)"])
        } catch {
            throw SettingsProblem(complaints: ["\(path): expected YAML or JSON: \(error)"])
        }
    }

    private struct ShapeError: Error {
        let line: Int
        let reason: String
    }

    private static func flatten(_ node: Node, below path: [String]) throws -> [Entry] {
        let line = node.mark?.line ?? 1
        let key = path.joined(separator: ".")
        switch node {
        case .mapping(let mapping):
            return try mapping.flatMap { name, value in
                guard let word = name.string else {
                    throw ShapeError(line: name.mark?.line ?? line, reason: "a key must be a word")
                }
                return try flatten(value, below: path + [word])
            }
        case .scalar where path.isEmpty && node.null != nil:
            return []
        case .scalar(let scalar) where !path.isEmpty:
            return [Entry(key: key, text: node.null == nil ? scalar.string : "", line: line)]
        case .sequence(let items) where !path.isEmpty && items.allSatisfy { $0.scalar != nil }:
            return [Entry(key: key, text: items.compactMap(\.scalar?.string).joined(separator: ","), line: line)]
        default:
            let place = path.isEmpty ? "the file" : key
            throw ShapeError(line: line, reason: "\(place): expected keys with values, each a word, a number or a list")
        }
    }
}
