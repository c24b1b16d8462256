import IngotAuth
import IngotModel

/// What the caller may do, said in refusals.
extension APIContext {
    /// - Throws: ``APIError`` (403) where the rule does not allow it.
    func authorize(_ rule: String, _ target: PolicyTarget = [:]) throws {
        guard policy.allows(rule, caller, target) else {
            throw APIError.forbidden(
                "The policy '\(rule)' does not allow this to you; see GET /v1/whoami for what you are and may do",
                code: "not_authorized")
        }
    }

    func allows(_ rule: String, _ target: PolicyTarget = [:]) -> Bool { policy.allows(rule, caller, target) }

    /// The project to which a list is confined; nil where the caller may see everything and asks for no project.
    ///
    /// - Throws: ``APIError`` (403) where the caller may not list at all, or not what another project has.
    func project(listing all: String, own: String, asked: String? = nil) throws -> String? {
        if allows(all) { return asked }
        try authorize(own)
        // A caller without a project owns nothing.
        let project = caller.projectID ?? Self.nobody
        guard asked ?? project == project else {
            throw APIError.forbidden("You may list what belongs to your own project alone", code: "not_authorized")
        }
        return project
    }

    /// The project from whose runs the caller may learn how long work takes; nil where it is all of them.
    var learningProject: String? {
        do { return try project(listing: NodeRules.listAll, own: NodeRules.list) } catch { return Self.nobody }
    }

    /// A project that nobody has.
    private static var nobody: String { RequestID.random().text }
}

extension Node {
    /// What policies know of a node.
    var policyTarget: PolicyTarget {
        ["node.owner": owner, "node.lessee": lessee, "node.resource_class": resourceClass, "node.uuid": id.text]
    }
}
