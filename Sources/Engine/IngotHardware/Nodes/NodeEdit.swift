import IngotModel

/// One change of an attribute of a node or of one of its ports, as an inspection rule asks for it.
package struct NodeEdit: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case node
        case port(PortID)
    }

    package enum Operation: Sendable, Hashable {
        case set(JSONValue)
        case extend(JSONValue, unique: Bool)
        case delete
    }

    package var subject: Subject
    /// The attribute, then the members on the way within it.
    package var path: [String]
    package var operation: Operation

    package init(_ subject: Subject = .node, _ path: [String], _ operation: Operation) {
        self.subject = subject
        self.path = path
        self.operation = operation
    }
}
