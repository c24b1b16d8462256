import IngotContracts
import IngotModel
import IngotStorage

/// What must hold of a node's own values, whoever wrote them: checked after POST and PATCH alike.
enum NodeCheck {
    /// - Throws: ``APIError`` (400).
    static func values(of node: Node, changed: Set<String>, version: Microversion) throws {
        if changed.contains("name"), let name = node.name { try NodeName.check(name, version: version) }
        if changed.contains("conductor_group") { try group(node.conductorGroup) }
        if changed.contains("network_data") { try NetworkData.check(node.networkData) }
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

    private static func group(_ name: String) throws {
        guard name.utf8.allSatisfy({ URLText.isUnreserved($0) && $0 != UInt8(ascii: "~") }) else {
            throw APIError.invalid("A conductor group has letters, digits and '-._' only, not '\(name)'")
        }
    }
}
