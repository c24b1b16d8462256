import IngotHardware
import IngotModel

/// The console interface `fake`: can be enabled and shows nothing (peer: ironic's `FakeConsole`).
package struct FakeConsole: ConsoleInterface {
    package let name = "fake"

    package init() {}

    package func validate(_ task: NodeTask) async throws {}

    package func startConsole(of task: NodeTask) async throws -> NodeChanges { Self.turned(on: true) }

    package func stopConsole(of task: NodeTask) async throws -> NodeChanges { Self.turned(on: false) }

    package func console(of task: NodeTask) async throws -> [String: JSONValue] { [:] }

    private static func turned(on isEnabled: Bool) -> NodeChanges {
        var changes = NodeChanges()
        changes.isConsoleEnabled = isEnabled
        return changes
    }
}
