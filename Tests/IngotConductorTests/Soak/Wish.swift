import IngotModel

/// What callers of the API ask for in the simulation.
struct Wish: Sendable {
    var kind: NodeRequest.Kind
    var arguments: [String: JSONValue] = [:]

    /// Mostly a verb that the node's state allows, sometimes anything: callers know the state that they saw, not the
    /// one that there is.
    static func random(for node: Node, using generator: inout some RandomNumberGenerator) -> Wish {
        let isSensible = Int.random(in: 0..<4, using: &generator) > 0
        let fitting = all.filter { $0.kind.verb.map { node.provisionState.allows($0) } ?? false }
        let wishes = isSensible && !fitting.isEmpty ? fitting : all
        return wishes[Int.random(in: 0..<wishes.count, using: &generator)]
    }

    private init(_ kind: NodeRequest.Kind, _ arguments: [String: JSONValue] = [:]) {
        self.kind = kind
        self.arguments = arguments
    }

    private init(_ verb: Verb, _ arguments: [String: JSONValue] = [:]) { self.init(.provision(verb), arguments) }

    private static let all = [
        Wish(.manage), Wish(.provide), Wish(.inspect), Wish(.adopt),
        Wish(.active), Wish(.active), Wish(.active, ["deploy_steps": steps("power.hold")]),
        Wish(.rebuild), Wish(.deleted), Wish(.abort), Wish(.unhold),
        Wish(.clean, ["clean_steps": steps("deploy.flash", "deploy.patch", "power.reboot")]),
        Wish(.clean, ["clean_steps": steps("power.hold", "deploy.patch")]),
        Wish(.clean, ["clean_steps": steps("power.wait")]),
        Wish(.service, ["service_steps": steps("deploy.flash", "deploy.patch")]),
        Wish(.service, ["service_steps": steps("power.hold", "deploy.flash")]),
        Wish(.rescue, ["rescue_password": "secret"]), Wish(.unrescue),
        Wish(.power(.on)), Wish(.power(.reboot)), Wish(.power(.softOff)), Wish(.validate), Wish(.plan(.active)),
        Wish(.call(.bootDeviceSet), ["boot_device": "pxe"]),
    ]

    private static func steps(_ names: String...) -> JSONValue {
        .array(
            names.map { name in
                let parts = name.split(separator: ".").map(String.init)
                return ["interface": .string(parts[0]), "step": .string(parts[1]), "args": [:], "priority": 90]
            })
    }
}

extension ProvisionState {
    fileprivate func allows(_ verb: Verb) -> Bool { Transition.destination(from: self, on: verb.event) != nil }
}
