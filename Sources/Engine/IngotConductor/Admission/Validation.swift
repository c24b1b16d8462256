import IngotHardware
import IngotModel

/// Checks each interface of a node and reports, interface by interface, as `GET …/validate` shows it.
struct Validation: Sendable {
    let catalog: HardwareCatalog

    func report(on task: NodeTask) async -> JSONValue {
        var report: [String: JSONValue] = [:]
        for kind in InterfaceKind.allCases { report[kind.rawValue] = await verdict(on: kind, task) }
        return .object(report)
    }

    private func verdict(on kind: InterfaceKind, _ task: NodeTask) async -> JSONValue {
        // Ironic's word for an interface that a node goes without.
        if task.node.interfaces[kind] == "no-\(kind.rawValue)" { return ["result": .null, "reason": "not supported"] }
        do {
            let interface = try catalog.interface(kind, of: task.node)
            try await interface.validate(task)
            if let deploy = interface as? any DeployInterface { try await deploy.validateDeployment(task) }
            return ["result": true, "reason": .null]
        } catch {
            return ["result": false, "reason": .string("\(error)")]
        }
    }
}
