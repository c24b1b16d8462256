import IngotModel

/// Replaces fields such as `{inventory[cpu][count]}` in the texts of a rule by what they name, and reads values as the
/// field's rules do: in the words of Python, whose `str.format` they were written for (peer: ironic's
/// `interpolate_variables`).
struct RuleText: Sendable {
    var subject: RuleSubject
    /// The item of the loop that the rule is in.
    var item: JSONValue?

    /// A field that names nothing.
    private struct Missing: Error {
        /// Whether a member is missing, in contrast to a text that cannot be read.
        var isMember: Bool
    }

    /// The value with all fields replaced; a text that cannot be replaced stays as it is.
    ///
    /// - Parameter missingIsNull: turns a text that names a missing member into null, for `is-empty`.
    func replaced(_ value: JSONValue, missingIsNull: Bool = false) -> JSONValue {
        var value = value
        // What a loop's item names may name something itself.
        if item != nil, let text = value.string { value = replaced(text, missingIsNull) }
        switch value {
        case .string(let text): return replaced(text, missingIsNull)
        case .array(let items): return .array(items.map { replaced($0, missingIsNull: missingIsNull) })
        case .object(let members):
            return .object(
                Dictionary(
                    members.map { key, value in
                        (replaced(key, false).string ?? key, replaced(value, missingIsNull: missingIsNull))
                    }, uniquingKeysWith: { $1 }))
        default: return value
        }
    }

    private func replaced(_ text: String, _ missingIsNull: Bool) -> JSONValue {
        guard text.contains(where: { $0 == "{" || $0 == "}" }) else { return .string(text) }
        do {
            return .string(try format(text, depth: 2))
        } catch {
            return missingIsNull && error.isMember ? .null : .string(text)
        }
    }

    /// - Parameter depth: how deep fields may stand in formats of fields, as Python has it.
    private func format(_ text: String, depth: Int) throws(Missing) -> String {
        guard depth > 0 else { throw Missing(isMember: false) }
        var output = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                rest.removeFirst()
                output.append(character)
            case "{":
                guard let field = ReplacementField(takenFrom: &rest) else { throw Missing(isMember: false) }
                output += try written(field, depth: depth)
            case "}": throw Missing(isMember: false)
            default: output.append(character)
            }
        }
        return output
    }

    private func written(_ field: ReplacementField, depth: Int) throws(Missing) -> String {
        let value = try value(of: field.name)
        let specification = String(field.specification)
        let format = specification.contains("{") ? try format(specification, depth: depth - 1) : specification
        guard let converted = Self.converted(value, by: field.conversion),
            let text = PythonFormat.written(converted, as: format)
        else { throw Missing(isMember: false) }
        return text
    }

    private static func converted(_ value: JSONValue, by letter: Character?) -> JSONValue? {
        switch letter {
        case nil: value
        case "s": .string(value.pythonText)
        case "r": .string(value.pythonLiteral)
        case "a": .string(value.pythonASCII)
        default: nil
        }
    }

    private func value(of field: Substring) throws(Missing) -> JSONValue {
        var rest = field
        let root = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest.dropFirst(root.count)
        var (value, isNode) = try start(String(root))
        while let mark = rest.popFirst() {
            if mark == "." {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                rest = rest.dropFirst(name.count)
                // Only the node has attributes; everything else has members, which are named in brackets.
                guard isNode, let member = value[String(name)] else { throw Missing(isMember: false) }
                value = member
            } else {
                guard mark == "[", let end = rest.firstIndex(of: "]") else { throw Missing(isMember: false) }
                value = try member(String(rest[..<end]), of: value)
                rest = rest[rest.index(after: end)...]
            }
            isNode = false
        }
        return value
    }

    private func start(_ root: String) throws(Missing) -> (value: JSONValue, isNode: Bool) {
        switch root {
        case "node": return (.object(Node.attributes.mapValues { $0.read(subject.node) }), true)
        case "inventory": return (subject.inventory, false)
        case "plugin_data": return (subject.pluginData, false)
        case "item":
            if let item { return (item, false) }
            fallthrough
        default: throw Missing(isMember: true)
        }
    }

    private func member(_ name: String, of value: JSONValue) throws(Missing) -> JSONValue {
        if let members = value.object {
            guard let member = members[name] else { throw Missing(isMember: true) }
            return member
        }
        guard let index = Int(name), let member = value[index] else { throw Missing(isMember: false) }
        return member
    }
}
