import IngotClient
import IngotModel

/// A value for a field of a resource, or for a key inside of one.
struct Assignment: Sendable, Hashable {
    /// The field, then at most one key.
    var path: [String]
    var value: JSONValue

    init(_ path: [String], _ value: JSONValue) {
        self.path = path
        self.value = value
    }

    /// The assignment as one operation of a patch.
    var change: AttributeChange { .set(AttributeChange.path(path), to: value) }

    /// The assignments as the body that creates a resource.
    static func body(of assignments: [Assignment]) -> Resource {
        var fields: [String: JSONValue] = [:]
        for assignment in assignments {
            guard let field = assignment.path.first else { continue }
            if assignment.path.count == 1 {
                fields[field] = assignment.value
            } else {
                var members = fields[field]?.object ?? [:]
                members[assignment.path[1]] = assignment.value
                fields[field] = JSONValue(members)
            }
        }
        return Resource(JSONValue(fields))
    }
}
