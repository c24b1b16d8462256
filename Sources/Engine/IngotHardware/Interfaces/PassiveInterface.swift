import IngotModel

/// An interface that has nothing to check and nothing to do: the field's `noop`, `no-raid`, `no-console` and the like.
package struct PassiveInterface: HardwareInterface {
    package let name: String
    package let properties: [String: String]

    package init(_ name: String, properties: [String: String] = [:]) {
        self.name = name
        self.properties = properties
    }

    package func validate(_ task: NodeTask) async throws {}
}
