/// Who wants something in a plan: a step itself, or the priority that it has.
package struct StepOrigin: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The conductor's own, part of what the verb is.
        case conductor
        /// An interface of the node, named `deploy/direct`.
        case interface
        /// What came with the verb.
        case caller
        case runbook
        /// A deploy template, which is named for a trait that the instance asks for.
        case deployTemplate = "deploy_template"
        /// The service's settings.
        case settings
        /// The agent in the machine's ramdisk.
        case agent
    }

    package var kind: Kind
    /// Which one, where there may be several.
    package var name: String?

    package init(_ kind: Kind, _ name: String? = nil) {
        self.kind = kind
        self.name = name
    }

    package static let conductor = StepOrigin(.conductor)
    package static let caller = StepOrigin(.caller)
    package static let settings = StepOrigin(.settings)
    package static let agent = StepOrigin(.agent)

    /// Why a step is there that comes from outside the driver.
    package var reason: String {
        switch kind {
        case .conductor: "the verb needs it"
        case .interface: "the interface \(name ?? "of the node") does it"
        case .caller: "the caller asked for it"
        case .runbook: "the runbook '\(name ?? "?")' asks for it"
        case .deployTemplate:
            "the deploy template '\(name ?? "?")' asks for it, as the instance wants the trait of that name"
        case .settings: "the service's settings want it"
        case .agent: "the agent offered it"
        }
    }
}

extension StepOrigin {
    /// `kind` and `name`; a deploy template also tells its `trait`.
    package var json: JSONValue {
        var members: [String: JSONValue] = ["kind": .string(kind.rawValue), "name": JSONValue(name)]
        if kind == .deployTemplate { members["trait"] = JSONValue(name) }
        return .object(members)
    }

    package init?(json: JSONValue?) {
        guard let kind = json?["kind"]?.string.flatMap(Kind.init) else { return nil }
        self.init(kind, json?["name"]?.string)
    }
}
