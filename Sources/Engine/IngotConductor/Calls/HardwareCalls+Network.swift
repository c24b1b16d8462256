import IngotHardware
import IngotModel

extension HardwareCalls {
    private func network(_ task: NodeTask) async throws -> any NetworkInterface {
        try await fit(.network, task, as: (any NetworkInterface).self)
    }

    func virtualInterfaces(_ task: NodeTask) async throws -> CallAnswer {
        let ids = try await network(task).virtualInterfaces(of: task)
        return CallAnswer(["vifs": .array(ids.map { ["id": .string($0)] })])
    }

    func attachVirtualInterface(_ task: NodeTask) async throws -> CallAnswer {
        let network = try await network(task)
        _ = try task.argument("id", \.string, "the identifier of a virtual interface")
        return CallAnswer(changes: try await network.attach(task.arguments, to: task))
    }

    func detachVirtualInterface(_ task: NodeTask) async throws -> CallAnswer {
        let network = try await network(task)
        let id = try task.argument("id", \.string, "the identifier of a virtual interface")
        return CallAnswer(changes: try await network.detach(id, from: task))
    }
}
