import IngotModel
import Testing

struct MachineKindTests {
    private func kind(_ change: (inout Node) -> Void) -> MachineKind {
        var node = Node(id: .random(), driver: "ipmi", createdAt: Timestamp(microseconds: 0))
        node.resourceClass = "gold"
        change(&node)
        return MachineKind(of: node)
    }

    @Test func `the operator's word on the model comes before that of the inspection`() {
        #expect(kind { _ in } == MachineKind(driver: "ipmi", resourceClass: "gold"))
        #expect(kind { $0.driverInternalInfo["hardware_model"] = "Acme R1" }.model == "Acme R1")
        let told = kind { node in
            node.driverInternalInfo["hardware_model"] = "Acme R1"
            node.properties = ["vendor": "Acme  Inc.", "model": " R2 "]
        }
        #expect(told.model == "Acme Inc. R2")
        #expect(kind { $0.properties = ["vendor": "Acme"] }.model == nil)
    }

    @Test func `an inventory tells the model by vendor and product`() {
        let inventory: JSONValue = ["system_vendor": ["manufacturer": "Acme", "product_name": "R3"]]
        #expect(MachineKind.model(inventory: inventory) == "Acme R3")
        #expect(MachineKind.model(inventory: ["system_vendor": ["manufacturer": "Acme", "product_name": ""]]) == nil)
        #expect(MachineKind.model(inventory: [:]) == nil)
    }
}
