import IngotContracts
import IngotModel
import IngotStorage

/// A new allocation, as a caller wants it.
struct AllocationCreation: Sendable {
    let services: APIServices

    /// A node that is in use already may be named from this version on.
    static let backfillSince = 58

    /// Stores the allocation; a conductor then looks for a node, unless the body names one.
    ///
    /// - Throws: ``APIError``: 400, 403, 406, 409.
    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> Allocation {
        var fields = body
        let target = try node(fields.removeValue(forKey: "node") ?? .null, transaction, context)
        let candidates = fields.removeValue(forKey: "candidate_nodes") ?? .null
        var allocation = Allocation(id: .random(), createdAt: services.now)
        try AllocationFields.table.create(&allocation, from: fields, version: context.version)
        try AllocationAccess.settleOwner(of: &allocation, context)
        if let name = allocation.name { try NodeName.check(name, of: "allocation") }
        for trait in allocation.traits { try TraitArguments.check(trait) }
        allocation.candidateNodes = try nodes(candidates, transaction, context)
        if allocation.resourceClass?.isEmpty ?? true { allocation.resourceClass = target?.resourceClass }
        if let target { return try backfill(&allocation, target, isNamed: body["uuid"]?.isNull == false, transaction) }
        guard allocation.resourceClass != nil else {
            throw APIError.invalid("An allocation needs a 'resource_class'", code: "field_missing")
        }
        try transaction.allocations.insert(allocation)
        transaction.ringAfterCommit()
        return allocation
    }

    private func node(
        _ value: JSONValue, _ transaction: Transaction, _ context: APIContext
    ) throws -> Node? {
        guard !value.isNull else { return nil }
        guard context.version.knows(since: Self.backfillSince) else {
            throw APIError.invalid(
                "The field 'node' needs API version \(Microversion(minor: Self.backfillSince)) or newer",
                code: "unknown_field")
        }
        guard let reference = value.string else {
            throw APIError.invalid("The field 'node' must be a text, not \(value.kind)")
        }
        return try find(reference, transaction, context)
    }

    private func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        guard let node = try transaction.nodes.resolve(reference), context.allows(NodeRules.get, node.policyTarget)
        else { throw Self.noNode(reference) }
        return node
    }

    /// The candidates in the order in which they were given; who works for a project names its nodes alone.
    private func nodes(
        _ value: JSONValue, _ transaction: Transaction, _ context: APIContext
    ) throws -> [NodeID] {
        let references = try FieldType.texts.normalized(value, field: "candidate_nodes").array ?? []
        let project = context.allows(AllocationAccess.createRestricted) ? nil : context.caller.projectID
        return try references.compactMap(\.string).map { reference in
            let node = try find(reference, transaction, context)
            if let project, node.owner != project, node.lessee != project { throw Self.noNode(reference) }
            return node.id
        }
    }

    private static func noNode(_ reference: String) -> APIError {
        .invalid("No node '\(reference)' was found for the allocation", code: "node_not_found")
    }

    /// Writes down an allocation of a node that is in use already; its instance's UUID becomes the allocation's.
    private func backfill(
        _ allocation: inout Allocation, _ target: Node, isNamed: Bool, _ transaction: Transaction
    ) throws -> Allocation {
        var node = target
        try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
        if !isNamed, let instance = node.instanceID.flatMap(AllocationID.init) { allocation.id = instance }
        let reasons = allocation.backfillObjections(to: node)
        guard reasons.isEmpty else {
            throw APIError.conflict(
                "Node \(node.id) cannot be allocated: \(reasons.joined(separator: "; "))", code: "allocation_failed")
        }
        if node.allocationID != nil || (node.instanceID ?? allocation.id.text) != allocation.id.text {
            throw APIError.conflict(
                "Node \(node.id) has the instance \(node.instanceID ?? "") and cannot be allocated to another",
                code: "node_associated")
        }
        allocation.take(&node, at: services.now)
        allocation.updatedAt = nil
        try transaction.allocations.insert(allocation)
        try transaction.nodes.update(node)
        transaction.ringAfterCommit()
        return allocation
    }
}
