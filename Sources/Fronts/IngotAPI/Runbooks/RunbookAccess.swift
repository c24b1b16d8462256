import IngotAuth
import IngotModel
import IngotStorage

/// Whose runbooks are, and who may do what with them.
enum RunbookAccess {
    static let get = "baremetal:runbook:get"
    static let list = "baremetal:runbook:list"
    static let listAll = "baremetal:runbook:list_all"
    static let create = "baremetal:runbook:create"
    static let update = "baremetal:runbook:update"
    static let updateOwner = "baremetal:runbook:update:owner"
    static let updatePublic = "baremetal:runbook:update:public"
    static let delete = "baremetal:runbook:delete"
    static let use = "baremetal:runbook:use"

    /// The runbook that a caller names by UUID or name, where the caller may see it: it is public, or their own.
    ///
    /// - Throws: ``APIError`` (404).
    static func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Runbook {
        guard let runbook = try transaction.runbooks.resolve(reference), isVisible(runbook, context) else {
            throw APIError.notFound("runbook", reference)
        }
        return runbook
    }

    static func isVisible(_ runbook: Runbook, _ context: APIContext) -> Bool {
        context.allows(get, runbook.policyTarget) || (runbook.isPublic && context.allows(list))
    }

    /// Which rules decide about a patch: those of the owner and of publicity, and the general one for all else.
    static func rules(for patch: JSONPatch) -> [String] {
        let special = ["owner": updateOwner, "public": updatePublic]
        let rules = Set(patch.fields.map { special[$0] ?? update })
        return rules.isEmpty ? [update] : rules.sorted()
    }

    /// Who works for a project makes runbooks for that project alone, and none for everybody.
    ///
    /// - Throws: ``APIError`` (400).
    static func settleOwner(of runbook: inout Runbook, _ context: APIContext) throws {
        let caller = context.caller
        if caller.strategy == .keystone, caller.systemScope != "all" {
            if let owner = runbook.owner, owner != caller.projectID {
                throw APIError.invalid(
                    "You may create runbooks for your own project alone; leave 'owner' out, or name the project")
            }
            if caller.projectID != nil, runbook.isPublic {
                throw APIError.invalid("A project cannot create a public runbook; ask an administrator of the system")
            }
            runbook.owner = caller.projectID
        }
        if runbook.isPublic, runbook.owner != nil { throw ownedByNobody }
    }

    static let ownedByNobody = APIError.invalid(
        "A public runbook has no owner; give it an owner, or make it public", code: "public_runbook_owned")
}

extension Runbook {
    /// What policies know of a runbook.
    var policyTarget: PolicyTarget { ["runbook.owner": owner] }
}
