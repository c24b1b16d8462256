/// Work of which only so much may be under way in the whole database: it strains networks, image servers and people.
///
/// Peer: ironic's `[conductor]max_concurrent_deploy` and `max_concurrent_clean`, where taking an instance back counts
/// as cleaning, too.
package enum LimitedWork: String, Sendable, Hashable, CaseIterable {
    case deploy
    case clean
    case inspection

    package var verbs: [Verb] {
        switch self {
        case .deploy: [.active, .deploy, .rebuild]
        case .clean: [.provide, .clean, .deleted, .undeploy]
        case .inspection: [.inspect]
        }
    }

    package var kinds: [NodeRequest.Kind] { verbs.map(NodeRequest.Kind.provision) }

    /// What a request counts as; nil where it is not limited.
    package init?(_ kind: NodeRequest.Kind) {
        guard case .provision(let verb) = kind, let work = Self.allCases.first(where: { $0.verbs.contains(verb) })
        else { return nil }
        self = work
    }
}
