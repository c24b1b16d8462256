import IngotModel

/// All hardware types and interface implementations that a conductor serves; built once, at the top, and handed down.
package struct HardwareCatalog: Sendable {
    package let types: [HardwareType]
    private let implementations: [InterfaceKind: [String: any HardwareInterface]]

    /// - Throws: ``CatalogFault`` where a type names an implementation that is not there, or two have the same name.
    package init(types: [HardwareType], implementations: [InterfaceKind: [any HardwareInterface]]) throws(CatalogFault)
    {
        var table: [InterfaceKind: [String: any HardwareInterface]] = [:]
        for (kind, interfaces) in implementations {
            for interface in interfaces
            where table[kind, default: [:]].updateValue(interface, forKey: interface.name) != nil {
                throw CatalogFault(description: "two \(kind.rawValue) interfaces are called '\(interface.name)'")
            }
        }
        for type in types {
            for (kind, names) in type.interfaces {
                for name in names where table[kind]?[name] == nil {
                    throw CatalogFault(
                        description: "hardware type '\(type.name)' names the \(kind.rawValue) interface '\(name)',"
                            + " which is not built in")
                }
            }
        }
        self.types = types
        self.implementations = table
    }

    /// What the conductor tells the API about itself.
    package var offers: [OfferedInterface] {
        types.flatMap { type in
            type.interfaces.flatMap { kind, names in
                names.enumerated().map { index, name in
                    OfferedInterface(
                        hardwareType: type.name, kind: kind, implementation: name, isDefault: index == 0)
                }
            }
        }
    }

    /// The implementation of a kind that serves the node.
    ///
    /// - Throws: ``HardwareProblem`` where the node names none or one that this conductor does not serve.
    package func interface(_ kind: InterfaceKind, of node: Node) throws(HardwareProblem) -> any HardwareInterface {
        guard let name = node.interfaces[kind] else {
            throw HardwareProblem(
                .invalidParameter, "node \(node.id) has no \(kind.rawValue) interface; set its \(kind.field)")
        }
        guard let found = implementations[kind]?[name] else {
            throw HardwareProblem(
                .invalidParameter,
                "node \(node.id) names the \(kind.rawValue) interface '\(name)', which this conductor does not serve;"
                    + " set \(kind.field) to one of: \(names(of: kind).joined(separator: ", "))")
        }
        return found
    }

    /// As ``interface(_:of:)``, with the powers of a more specific protocol.
    ///
    /// - Throws: ``HardwareProblem``, also where the implementation lacks those powers.
    package func interface<Interface>(
        _ kind: InterfaceKind, of node: Node, as protocol: Interface.Type
    ) throws(HardwareProblem) -> Interface {
        let found = try interface(kind, of: node)
        guard let interface = found as? Interface else {
            throw HardwareProblem(
                .unsupported, "the \(kind.rawValue) interface '\(found.name)' of node \(node.id) cannot do this")
        }
        return interface
    }

    package func power(of node: Node) throws(HardwareProblem) -> any PowerInterface {
        try interface(.power, of: node, as: (any PowerInterface).self)
    }

    package func deploy(of node: Node) throws(HardwareProblem) -> any DeployInterface {
        try interface(.deploy, of: node, as: (any DeployInterface).self)
    }

    /// All interfaces of the node that offer steps, with their kinds.
    package func stepProviders(of node: Node) -> [(kind: InterfaceKind, provider: any OffersSteps)] {
        InterfaceKind.allCases.compactMap { kind in
            guard let name = node.interfaces[kind], let provider = implementations[kind]?[name] as? any OffersSteps
            else { return nil }
            return (kind, provider)
        }
    }

    /// The implementation of a kind by its name.
    func named(_ name: String, _ kind: InterfaceKind) -> (any HardwareInterface)? { implementations[kind]?[name] }

    private func names(of kind: InterfaceKind) -> [String] { (implementations[kind] ?? [:]).keys.sorted() }
}

/// A catalog that does not fit together; a fault of the program, found when it starts.
package struct CatalogFault: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}
