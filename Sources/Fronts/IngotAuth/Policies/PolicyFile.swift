import Yams

/// Reads a policy file: a YAML mapping of rule to check.
///
/// A check is a text, or the field's older form: a list whose elements are alternatives, each a text or a list of texts
/// that must all hold.
enum PolicyFile {
    /// - Throws: ``PolicyProblem`` that says where the file is wrong.
    static func overrides(_ bytes: [UInt8]) throws(PolicyProblem) -> [String: String] {
        guard let root = try compose(bytes) else { return [:] }
        if root.isNothing { return [:] }
        guard let mapping = root.mapping else {
            throw PolicyProblem(complaints: ["a mapping of rules to checks is expected at the top"])
        }
        var overrides: [String: String] = [:]
        var complaints: [String] = []
        for (key, value) in mapping {
            let name = key.string ?? ""
            if let text = check(value) {
                overrides[name] = text
            } else {
                let line = value.mark.map { ", line \($0.line)" } ?? ""
                complaints.append("the rule '\(name)'\(line) has no text; everybody is \"\" and nobody is \"!\"")
            }
        }
        guard complaints.isEmpty else { throw PolicyProblem(complaints: complaints) }
        return overrides
    }

    private static func compose(_ bytes: [UInt8]) throws(PolicyProblem) -> Node? {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PolicyProblem(complaints: ["the file is not UTF-8"])
        }
        do {
            return try Yams.compose(yaml: text)
        } catch {
            throw PolicyProblem(complaints: ["the file is not YAML: \(error)"])
        }
    }

    private static func check(_ value: Node) -> String? {
        value.sequence.map { alternatives(Array($0)) } ?? text(value)
    }

    private static func alternatives(_ nodes: [Node]) -> String? {
        let texts = nodes.map { node in node.sequence.map { $0.map(text) } ?? [text(node)] }
        guard texts.joined().allSatisfy({ $0 != nil }) else { return nil }
        let parts = texts.filter { !$0.isEmpty }
            .map { "(" + $0.compactMap(\.self).joined(separator: " and ") + ")" }
        return parts.isEmpty ? (nodes.isEmpty ? "@" : "!") : parts.joined(separator: " or ")
    }

    private static func text(_ node: Node) -> String? { node.isNothing ? nil : node.scalar?.string }
}

extension Node {
    /// A value that was left out.
    fileprivate var isNothing: Bool {
        guard let scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}
