/// What a caller asks for in `PUT …/states/provision`; the raw value is the caller's word.
package enum Verb: String, Sendable, Hashable, CaseIterable, Codable {
    case active
    case deploy
    case rebuild
    case deleted
    case undeploy
    case manage
    case provide
    case inspect
    case abort
    case clean
    case adopt
    case rescue
    case unrescue
    case unhold
    case service
}

extension Verb {
    /// What the state machine calls this verb.
    package var event: ProvisionEvent { Self.table[self]?.event ?? .manage }

    /// The API version (1.N) from which callers may use the word.
    package var minimumMinor: Int { Self.table[self]?.minimumMinor ?? 1 }

    /// The states from which the verb is accepted.
    package var sources: Set<ProvisionState> {
        Set(Transition.all.filter { $0.event == event }.map(\.source))
    }

    private static let table: [Verb: (event: ProvisionEvent, minimumMinor: Int)] = [
        .active: (.deploy, 1),
        .deploy: (.deploy, 73),
        .rebuild: (.rebuild, 1),
        .deleted: (.delete, 1),
        .undeploy: (.delete, 1),
        .manage: (.manage, 4),
        .provide: (.provide, 4),
        .inspect: (.inspect, 6),
        .abort: (.abort, 13),
        .clean: (.clean, 15),
        .adopt: (.adopt, 17),
        .rescue: (.rescue, 38),
        .unrescue: (.unrescue, 38),
        .unhold: (.unhold, 85),
        .service: (.service, 87),
    ]
}
