import IngotContracts
import IngotModel
import IngotStorage

/// What must hold of a node's own values, whoever wrote them: checked after POST and PATCH alike.
enum NodeCheck {
    /// - Throws: ``APIError`` (400).
    static func values(of node: Node, changed: Set<String>, version: Microversion) throws {
        if changed.contains("name"), let name = node.name { try NodeName.check(name, version: version) }
        if changed.contains("conductor_group") { try group(node.conductorGroup) }
        if changed.contains("properties") { try sizes(node.properties) }
        if changed.contains("network_data"), !node.networkData.isEmpty { try NetworkData.check(node.networkData) }
        if changed.contains("instance_name"), node.instanceName == "" {
            throw APIError.invalid("The field 'instance_name' may not be empty")
        }
    }

    /// A reason that says something needs what it explains; new nodes are not asked.
    ///
    /// - Throws: ``APIError`` (400).
    static func reasons(of node: Node) throws {
        if node.protectedReason?.isEmpty == false, !node.isProtected {
            throw APIError.invalid("The field 'protected_reason' needs 'protected' to be true")
        }
        if node.retiredReason?.isEmpty == false, !node.isRetired {
            throw APIError.invalid("The field 'retired_reason' needs 'retired' to be true")
        }
    }

    /// Turns the parent's name into its UUID, and looks whether the chassis is there.
    ///
    /// - Parameter changed: the fields to look at; nil means all.
    /// - Throws: ``APIError`` (400).
    static func resolveReferences(
        of node: inout Node, changed: Set<String>? = nil, _ transaction: Transaction, _ context: APIContext
    ) throws {
        if node.parentNode == "" { node.parentNode = nil }
        if changed?.contains("parent_node") ?? true, let reference = node.parentNode {
            node.parentNode = try ParentNode(reference: reference).found(for: node, transaction, context).id.text
        }
        if changed?.contains("chassis_uuid") ?? true, let chassis = node.chassisID {
            guard let id = ChassisID(chassis), try transaction.chassis.find(id) != nil else {
                throw APIError.invalid("No chassis '\(chassis)' was found", code: "chassis_not_found")
            }
            node.chassisID = id.text
        }
    }

    /// What schedulers count with: whole numbers, as numbers or as texts. Null says nothing, and fractions are let
    /// through, as the field's server has them (peer: ironic's `objects/node.py`).
    private static func sizes(_ properties: [String: JSONValue]) throws {
        for name in ["local_gb", "memory_mb"] {
            guard let value = properties[name], !isSize(value) else { continue }
            throw APIError.invalid(
                "The properties local_gb and memory_mb should be non-negative integers, but '\(name)' is \(value.shown)"
            )
        }
    }

    private static func isSize(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool: true
        case .integer(let number): number >= 0
        case .longInteger(let digits): !digits.hasPrefix("-")
        case .double(let number): number > -1
        case .string(let text):
            text.contains { $0.isASCII && $0.isNumber } && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == " ") }
        case .array, .object: false
        }
    }

    private static func group(_ name: String) throws {
        guard name.utf8.allSatisfy({ URLText.isUnreserved($0) && $0 != UInt8(ascii: "~") }) else {
            throw APIError.invalid("A conductor group has letters, digits and '-._' only, not '\(name)'")
        }
    }
}
