/// What a hardware type tells of itself as a whole, published by the conductors that serve it.
///
/// So the API answers `GET /v1/drivers/{driver}/properties`, `…/raid/logical_disk_properties` and
/// `…/vendor_passthru/methods` without knowing any driver.
package struct DriverFacts: Sendable, Hashable {
    package var hardwareType: String
    /// Members of `driver_info` that its default interfaces read, with what they mean.
    package var properties: [String: String]
    /// What may be said of a logical disk, or nil where the default RAID interface knows nothing of RAID.
    package var logicalDiskProperties: [String: String]?
    /// The vendor methods for the driver as a whole, by name, in the shape that clients see.
    package var vendorMethods: [String: JSONValue]

    package init(
        hardwareType: String, properties: [String: String] = [:], logicalDiskProperties: [String: String]? = nil,
        vendorMethods: [String: JSONValue] = [:]
    ) {
        self.hardwareType = hardwareType
        self.properties = properties
        self.logicalDiskProperties = logicalDiskProperties
        self.vendorMethods = vendorMethods
    }
}

extension DriverFacts {
    /// The stored form, without the hardware type.
    package var json: JSONValue {
        [
            "properties": .object(properties.mapValues(JSONValue.string)),
            "raid_logical_disk_properties": logicalDiskProperties.map { .object($0.mapValues(JSONValue.string)) }
                ?? .null,
            "vendor_methods": .object(vendorMethods),
        ]
    }

    /// Reads the stored form.
    package init(hardwareType: String, json: JSONValue) {
        self.init(
            hardwareType: hardwareType, properties: Self.texts(json["properties"]) ?? [:],
            logicalDiskProperties: Self.texts(json["raid_logical_disk_properties"]),
            vendorMethods: json["vendor_methods"]?.object ?? [:])
    }

    private static func texts(_ value: JSONValue?) -> [String: String]? { value?.object?.compactMapValues(\.string) }
}
