import IngotHardware
import IngotModel

/// The network interface `noop`: takes every virtual interface and keeps none (peer: ironic's `NoopNetwork`).
package struct NoopNetwork: NetworkInterface {
    package let name = "noop"

    package init() {}

    package func validate(_ task: NodeTask) async throws {}

    package func virtualInterfaces(of task: NodeTask) async throws -> [String] { [] }

    package func attach(_ facts: [String: JSONValue], to task: NodeTask) async throws -> NodeChanges { NodeChanges() }

    package func detach(_ id: String, from task: NodeTask) async throws -> NodeChanges { NodeChanges() }
}
