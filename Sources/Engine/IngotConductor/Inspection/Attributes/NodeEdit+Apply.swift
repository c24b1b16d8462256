import IngotHardware
import IngotModel

extension NodeEdit {
    /// Makes the change.
    ///
    /// - Throws: ``HardwareProblem`` where there is no such attribute, or it may not be changed so.
    func apply<Entity: Attributed>(to entity: inout Entity) throws(HardwareProblem) {
        let place = path.joined(separator: "/")
        guard let name = path.first, let attribute = Entity.attributes[name] else {
            throw HardwareProblem(.invalidParameter, "there is no attribute '\(place)'")
        }
        guard let write = attribute.write else {
            throw HardwareProblem(.invalidParameter, "the attribute '\(name)' cannot be changed by inspection rules")
        }
        var value = attribute.read(entity)
        try value.change(path.dropFirst(), operation, place)
        try write(&entity, value)
    }
}

extension JSONValue {
    /// Makes a change below this value; objects on the way are made where they are missing.
    ///
    /// - Throws: ``HardwareProblem`` where something on the way is of another kind, or what is to be removed is not
    ///   there.
    mutating func change(
        _ path: ArraySlice<String>, _ operation: NodeEdit.Operation, _ place: String
    ) throws(HardwareProblem) {
        guard let member = path.first else { return try change(operation, place) }
        guard var members = object else {
            throw HardwareProblem(
                .invalidParameter, "'\(place)' leads through something of type \(kind), not an object")
        }
        if path.count == 1, operation == .delete {
            guard members.removeValue(forKey: member) != nil else {
                throw HardwareProblem(.invalidParameter, "there is no '\(place)' to remove")
            }
        } else {
            var value = members[member] ?? (path.count > 1 ? [:] : .null)
            try value.change(path.dropFirst(), operation, place)
            members[member] = value
        }
        self = .object(members)
    }

    private mutating func change(_ operation: NodeEdit.Operation, _ place: String) throws(HardwareProblem) {
        switch operation {
        case .set(let value): self = value
        case .delete: self = .null
        case .extend(let value, let unique):
            guard isNull || array != nil else {
                throw HardwareProblem(.invalidParameter, "'\(place)' is of type \(kind), not a list that could grow")
            }
            let list = array ?? []
            self = .array(unique && list.contains(value) ? list : list + [value])
        }
    }
}
