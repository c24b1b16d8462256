import IngotHardware
import IngotModel

/// A member of a node or port that inspection rules read and, in part, change; called as the API calls it.
struct Attribute<Entity>: Sendable {
    var name: String
    var read: @Sendable (Entity) -> JSONValue
    /// Nil where rules may only look.
    var write: (@Sendable (inout Entity, JSONValue) throws(HardwareProblem) -> Void)?
}

extension Attribute {
    typealias Path<Value> = WritableKeyPath<Entity, Value> & Sendable

    static func text(_ name: String, _ path: any Path<String?>) -> Self {
        Self(
            name: name, read: { JSONValue($0[keyPath: path]) },
            write: { (entity, value) throws(HardwareProblem) in
                guard value.isNull || value.string != nil else { throw wrong(name, "a string", value) }
                entity[keyPath: path] = value.string
            })
    }

    static func object(_ name: String, _ path: any Path<[String: JSONValue]>) -> Self {
        Self(
            name: name, read: { .object($0[keyPath: path]) },
            write: { (entity, value) throws(HardwareProblem) in
                guard value.isNull || value.object != nil else { throw wrong(name, "an object", value) }
                entity[keyPath: path] = value.object ?? [:]
            })
    }

    static func flag(_ name: String, _ path: any Path<Bool>) -> Self {
        Self(
            name: name, read: { .bool($0[keyPath: path]) },
            write: { (entity, value) throws(HardwareProblem) in
                guard let flag = value.flag else { throw wrong(name, "true or false", value) }
                entity[keyPath: path] = flag
            })
    }

    static func optionalFlag(_ name: String, _ path: any Path<Bool?>) -> Self {
        Self(
            name: name, read: { JSONValue($0[keyPath: path]) },
            write: { (entity, value) throws(HardwareProblem) in
                guard value.isNull || value.flag != nil else { throw wrong(name, "true, false or null", value) }
                entity[keyPath: path] = value.flag
            })
    }

    static func only(_ name: String, _ read: @escaping @Sendable (Entity) -> JSONValue) -> Self {
        Self(name: name, read: read, write: nil)
    }

    static func wrong(_ name: String, _ range: String, _ value: JSONValue) -> HardwareProblem {
        HardwareProblem(.invalidParameter, "'\(name)' must be \(range), but would be \(value.serialized())")
    }
}

/// Something whose members are in a table of attributes.
protocol Attributed {
    static var attributes: [String: Attribute<Self>] { get }
}

extension Attributed {
    static func table(_ attributes: [Attribute<Self>]) -> [String: Attribute<Self>] {
        Dictionary(attributes.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }
}
