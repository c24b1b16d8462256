import IngotAuth
import IngotModel
import IngotStorage

/// Whose allocations are, and who may do what with them.
enum AllocationAccess {
    static let get = "baremetal:allocation:get"
    static let list = "baremetal:allocation:list"
    static let listAll = "baremetal:allocation:list_all"
    static let create = "baremetal:allocation:create"
    static let createRestricted = "baremetal:allocation:create_restricted"
    static let createFormerly = "baremetal:allocation:create_pre_rbac"
    static let update = "baremetal:allocation:update"
    static let delete = "baremetal:allocation:delete"

    /// The allocation, where the caller may see it and the rule allows it.
    ///
    /// - Throws: ``APIError``: 404 for none and for others', 403.
    static func check(
        _ allocation: Allocation?, _ reference: String, rules: [String], _ context: APIContext
    ) throws -> Allocation {
        guard let allocation, context.allows(get, allocation.policyTarget) else {
            throw APIError.notFound("allocation", reference)
        }
        for rule in rules { try context.authorize(rule, allocation.policyTarget) }
        return allocation
    }

    /// Who may not allocate for everybody allocates for the own project, which then owns the allocation.
    ///
    /// - Throws: ``APIError`` (403).
    static func settleOwner(of allocation: inout Allocation, _ context: APIContext) throws {
        let project = context.caller.projectID
        guard mayCreate(allocation, context) else {
            if let owner = allocation.owner, let project, owner != project { throw notYours }
            try context.authorize(createRestricted)
            allocation.owner = project
            return
        }
        guard context.caller.strategy == .keystone, context.caller.systemScope != "all",
            context.policy.enforcesNewDefaults
        else { return }
        if let owner = allocation.owner {
            guard owner == project || context.allows(createRestricted) else { throw notYours }
        } else {
            allocation.owner = project
        }
    }

    /// Where rules from before there were scopes are in force, an allocation without an owner is an administrator's.
    private static func mayCreate(_ allocation: Allocation, _ context: APIContext) -> Bool {
        guard context.allows(create) else { return false }
        return context.policy.enforcesNewDefaults || allocation.owner != nil || context.allows(createFormerly)
    }

    private static let notYours = APIError.forbidden(
        "You may allocate for your own project alone; leave 'owner' out, or name the project", code: "not_authorized")
}

extension Allocation {
    /// What policies know of an allocation.
    var policyTarget: PolicyTarget { ["allocation.owner": owner] }
}
