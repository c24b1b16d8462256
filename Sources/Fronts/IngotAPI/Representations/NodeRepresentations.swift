import IngotAuth
import IngotModel
import IngotStorage

/// Nodes as they go to callers: from the cache where their stamp has not changed, else read and written anew.
struct NodeRepresentations: Sendable {
    let services: APIServices
    let selection: FieldSelection<NodeView>
    let context: APIContext
    /// The moment of the stamps: who holds a node is told as of then.
    let now: Timestamp

    /// The written nodes, in the order of their stamps: one query for all that the cache does not have.
    func written(_ stamps: [NodeStamp], _ transaction: Transaction) throws -> [WrittenResource] {
        let variants = variants(of: stamps)
        var found: [NodeID: WrittenResource] = [:]
        found.reserveCapacity(stamps.count)
        var missing: [NodeStamp] = []
        for (variant, group) in variants {
            for (stamp, written) in zip(group, services.representations.find(group, variant)) {
                if let written { found[stamp.node] = written } else { missing.append(stamp) }
            }
        }
        if !missing.isEmpty { try write(missing, variants, into: &found, transaction) }
        return stamps.compactMap { found[$0.node] }
    }

    /// The node as it was written before, where nothing that it shows has changed since.
    func kept(_ stamp: NodeStamp) -> WrittenResource? {
        let rules = NodeVisibilityRules(context)
        let visibility = rules.visibilityOfAll ?? rules.visibility(of: stamp.policyTarget)
        return services.representations.find([stamp], variant(visibility))[0]
    }

    private func write(
        _ missing: [NodeStamp], _ variants: [RepresentationCache.Variant: [NodeStamp]],
        into found: inout [NodeID: WrittenResource], _ transaction: Transaction
    ) throws {
        let nodes = try transaction.nodes.find(missing.map(\.node))
        let views = try NodeReader.views(
            of: missing.compactMap { nodes[$0.node] }, transaction, context, now: now)
        let stamps = Dictionary(uniqueKeysWithValues: missing.map { ($0.node, $0) })
        var fresh: [NodeVisibility: [(stamp: NodeStamp, written: WrittenResource)]] = [:]
        for view in views {
            guard let stamp = stamps[view.id] else { continue }
            let written = WrittenResource(stamp, selection.bytes(of: view))
            found[view.id] = written
            fresh[view.visibility, default: []].append((stamp, written))
        }
        for (visibility, group) in fresh { services.representations.keep(group, variant(visibility)) }
    }

    /// The nodes by how they are shown, which is one way for all of them unless owners and lessees make a difference.
    private func variants(of stamps: [NodeStamp]) -> [RepresentationCache.Variant: [NodeStamp]] {
        let rules = NodeVisibilityRules(context)
        if let visibility = rules.visibilityOfAll { return [variant(visibility): stamps] }
        return Dictionary(grouping: stamps) { rules.visibility(of: $0.policyTarget) }
            .reduce(into: [:]) { $0[variant($1.key)] = $1.value }
    }

    private func variant(_ visibility: NodeVisibility) -> RepresentationCache.Variant {
        RepresentationCache.Variant(
            fields: selection.signature, version: context.version.minor, linkBase: context.links.base,
            visibility: visibility)
    }
}

extension NodeStamp {
    /// What policies know of the node.
    var policyTarget: PolicyTarget {
        ["node.owner": owner, "node.lessee": lessee, "node.resource_class": resourceClass, "node.uuid": node.text]
    }
}

extension WrittenResource {
    /// A node as it was written when this was its stamp, with the tag of this answer: it is written once and shown
    /// often.
    fileprivate init(_ stamp: NodeStamp, _ bytes: [UInt8]) {
        let tag = EntityTag(revision: stamp.revision, createdAt: stamp.createdAt)
        self.init(id: stamp.node.text, tag: tag.showing(bytes), bytes: bytes)
    }
}
