import IngotModel

/// A kind of hardware: which implementations may serve each kind of interface, the preferred one first.
package struct HardwareType: Sendable {
    package let name: String
    package let interfaces: [InterfaceKind: [String]]

    package init(name: String, interfaces: [InterfaceKind: [String]]) {
        self.name = name
        self.interfaces = interfaces
    }
}
