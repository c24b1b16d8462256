/// What machines have in common that take about as long for the same work.
package struct MachineKind: Sendable, Hashable {
    package var driver: String
    package var resourceClass: String?
    /// Vendor and product, such as `Dell Inc. PowerEdge R640`; nil where nobody knows.
    package var model: String?

    package init(driver: String = "", resourceClass: String? = nil, model: String? = nil) {
        self.driver = driver
        self.resourceClass = resourceClass
        self.model = model
    }

    /// What is known of a node: its operator's word on the model before that of the last inspection.
    package init(of node: Node) {
        let properties = node.properties
        self.init(
            driver: node.driver, resourceClass: node.resourceClass,
            model: Self.name([properties["vendor"] ?? properties["manufacturer"], properties["model"]])
                ?? node.driverInternalInfo[Self.inspectedModel]?.string)
    }

    /// The member of `driver_internal_info` that keeps the model which was found when the machine was inspected.
    package static let inspectedModel = "hardware_model"

    /// The model that an inventory tells of.
    package static func model(inventory: JSONValue) -> String? {
        let system = inventory["system_vendor"]
        return name([system?["manufacturer"], system?["product_name"]])
    }

    /// Vendor and model in one; nothing where the model is missing.
    private static func name(_ parts: [JSONValue?]) -> String? {
        let words = parts.map { $0?.string?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? "" }
        guard words.last?.isEmpty == false else { return nil }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
