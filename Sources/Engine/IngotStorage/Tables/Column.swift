/// How one column maps to one property of an entity: read and written by the same line.
package struct Column<Entity: Sendable>: Sendable {
    let name: String
    /// Whether rows may have nothing here; it decides where they stand in an order.
    let canBeNull: Bool
    let value: @Sendable (Entity) -> SQLValue
    /// Puts a stored value into the entity; false where it is not readable.
    let assign: @Sendable (inout Entity, SQLValue) -> Bool

    init<Value: Storable>(_ name: String, _ path: any WritableKeyPath<Entity, Value> & Sendable) {
        self.init(name, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
    }

    init<Value: Storable>(
        _ name: String, get: @escaping @Sendable (Entity) -> Value,
        set: @escaping @Sendable (inout Entity, Value) -> Void
    ) {
        self.name = name
        canBeNull = Value.canBeNull
        value = { get($0).stored }
        assign = { entity, stored in
            guard let value = Value(stored: stored) else { return false }
            set(&entity, value)
            return true
        }
    }
}
