import IngotModel

/// The kinds of things that may happen next, each as often as its weight says.
enum Deed: CaseIterable, Sendable {
    /// A task that waits at a seam is let on, perhaps into a fault.
    case letOn
    case lookAround, askForVerb, sendHeartbeat, passTime, jumpAhead
    case kill, start, freeze, thaw, drain
    case toggleMaintenance, patch, withdraw, deleteNode

    var weight: Int {
        switch self {
        case .letOn: 260
        case .lookAround: 60
        case .askForVerb: 24
        case .sendHeartbeat: 12
        case .passTime: 20
        case .jumpAhead, .patch: 4
        case .toggleMaintenance: 3
        case .freeze: 5
        case .kill, .drain, .withdraw, .deleteNode: 2
        case .start: 12
        case .thaw: 4
        }
    }

    static func random(using generator: inout some RandomNumberGenerator) -> Deed {
        var left = Int.random(in: 0..<total, using: &generator)
        return allCases.first { deed in
            left -= deed.weight
            return left < 0
        } ?? .letOn
    }

    private static let total = allCases.reduce(0) { $0 + $1.weight }
}

/// What callers of the API ask for in the simulation.
enum Wish {
    static func random(for node: Node, using generator: inout some RandomNumberGenerator) -> (
        NodeRequest.Kind, [String: JSONValue]
    ) {
        let fitting = all.filter { $0.kind.isPossible(in: node.provisionState) }
        // Callers know the state that they saw, not the one that there is.
        let isSensible = Int.random(in: 0..<8, using: &generator) > 0
        let wishes = isSensible && !fitting.isEmpty ? fitting : all
        let wish = wishes[Int.random(in: 0..<wishes.count, using: &generator)]
        return (wish.kind, wish.arguments)
    }

    private static let all: [(kind: NodeRequest.Kind, arguments: [String: JSONValue])] = [
        (.provision(.manage), [:]), (.provision(.provide), [:]), (.provision(.inspect), [:]), (.provision(.adopt), [:]),
        (.provision(.active), [:]), (.provision(.active), ["deploy_steps": steps("power.hold")]),
        (.provision(.rebuild), [:]), (.provision(.deleted), [:]), (.provision(.abort), [:]), (.provision(.unhold), [:]),
        (.provision(.clean), ["clean_steps": steps("deploy.flash", "deploy.patch", "power.reboot")]),
        (.provision(.clean), ["clean_steps": steps("power.hold", "deploy.patch")]),
        (.provision(.clean), ["clean_steps": steps("power.wait")]),
        (.provision(.service), ["service_steps": steps("deploy.flash", "deploy.patch")]),
        (.provision(.service), ["service_steps": steps("power.hold", "deploy.flash")]),
        (.provision(.rescue), ["rescue_password": "secret"]), (.provision(.unrescue), [:]),
        (.power(.on), [:]), (.power(.reboot), [:]), (.power(.softOff), [:]), (.validate, [:]), (.plan(.active), [:]),
        (.call(.bootDeviceSet), ["boot_device": "pxe"]),
    ]

    private static func steps(_ names: String...) -> JSONValue {
        .array(
            names.map { name in
                let parts = name.split(separator: ".").map(String.init)
                return ["interface": .string(parts[0]), "step": .string(parts[1]), "args": [:], "priority": 90]
            })
    }
}

extension NodeRequest.Kind {
    fileprivate func isPossible(in state: ProvisionState) -> Bool {
        guard case .provision(let verb) = self else { return true }
        return Transition.destination(from: state, on: verb.event) != nil
    }
}
