import IngotModel

/// What of a plan a caller is not shown who may ask for it, but not for everything that it tells of; and what only some
/// are told besides.
struct PlanRedaction: Sendable {
    static let inventoryRule = "baremetal:node:inventory:get"
    private static let disksAreHidden =
        "the disks are not shown, as the policy '\(inventoryRule)' does not allow it to you"

    private let hidesDisks: Bool
    private let hidesHolder: Bool
    private let maintenanceSetter: String?

    init(of node: Node, _ context: APIContext) {
        hidesDisks = !context.allows(Self.inventoryRule, node.policyTarget)
        hidesHolder = !NodeVisibilityRules(context).visibility(of: node.policyTarget).reservation
        maintenanceSetter = node.maintenanceSetter(for: context)
    }

    func applied(to plan: JSONValue) -> JSONValue {
        guard var members = plan.object else { return plan }
        if hidesDisks, let disks = members["disks"], !disks.isNull {
            // Why no disk can be chosen is told among the notes, too.
            let notes = (members["notes"]?.array ?? []).filter { $0 != disks["problem"] }
            members["notes"] = .array(notes + [.string(Self.disksAreHidden)])
            members["disks"] = .null
        }
        if let maintenanceSetter {
            let note = JSONValue.string("the maintenance of the node was set by \(maintenanceSetter)")
            members["notes"] = .array((members["notes"]?.array ?? []) + [note])
        }
        if hidesHolder { members["blocked_by"] = members["blocked_by"]?.array.map { .array($0.map(Self.nameless)) } }
        return .object(members)
    }

    /// A blocker that does not say who holds the node.
    private static func nameless(_ blocker: JSONValue) -> JSONValue {
        guard blocker["code"]?.string == APIError.lockedCode, var members = blocker.object else { return blocker }
        members["message"] = .string("somebody holds the node; \(blocker["remedy"]?.string ?? "try again later")")
        return .object(members)
    }
}
