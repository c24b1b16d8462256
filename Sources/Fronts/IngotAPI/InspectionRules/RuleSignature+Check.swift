import IngotModel

extension RuleSignature {
    /// Arguments by name, or in their order.
    ///
    /// - Throws: ``APIError`` (400) that names the place.
    func check(_ arguments: JSONValue, at place: String) throws {
        switch arguments {
        case .object(let members):
            if let missing = required.first(where: { members[$0] == nil }) {
                throw wrong("\(place) lacks '\(missing)'")
            }
            if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
                throw wrong("\(place) has an unknown member '\(unknown)'; known: \(known.joined(separator: ", "))")
            }
        case .array(let values):
            guard required.count...known.count ~= values.count else {
                throw wrong("\(place) has \(values.count) values for \(known.joined(separator: ", "))")
            }
        default: throw wrong("\(place) must be an object or a list, not \(arguments.kind)")
        }
    }

    private func wrong(_ message: String) -> APIError { .invalid(message, code: "wrong_rule_arguments") }
}
