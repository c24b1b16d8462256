import IngotHardware
import IngotModel

/// The RAID interface `fake`: takes every configuration that is well formed (peer: ironic's `FakeRAID`).
package struct FakeRAID: RAIDInterface {
    package let name = "fake"

    package init() {}

    package var logicalDiskProperties: [String: String] {
        Dictionary(uniqueKeysWithValues: LogicalDiskProperty.allCases.map { ($0.rawValue, $0.meaning) })
    }

    package func validate(_ task: NodeTask) async throws {}

    package func validate(_ configuration: RAIDConfiguration, of task: NodeTask) async throws {}
}
