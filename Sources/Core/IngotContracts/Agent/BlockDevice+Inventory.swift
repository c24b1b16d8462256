import IngotModel

extension BlockDevice {
    /// Reads an element of an inventory's `disks`.
    package init(inventory object: WireObject) throws(WireShapeError) {
        self.init(
            name: try object.text("name"), size: Int64(try object.integer("size")),
            model: try object.optionalText("model"), isRotational: try object.optionalFlag("rotational") ?? false,
            wwn: try object.optionalText("wwn"), serial: try object.optionalText("serial"),
            vendor: try object.optionalText("vendor"),
            wwnWithExtension: try object.optionalText("wwn_with_extension"),
            wwnVendorExtension: try object.optionalText("wwn_vendor_extension"), hctl: try object.optionalText("hctl"),
            byPath: try object.optionalText("by_path"),
            logicalSectorSize: try object.optionalInteger("logical_sectors") ?? 512,
            physicalSectorSize: try object.optionalInteger("physical_sectors") ?? 512,
            transport: try object.optionalText("tran"), isReadOnly: try object.optionalFlag("read_only") ?? false,
            isRemovable: try object.optionalFlag("removable") ?? false)
    }

    /// The disk as an element of an inventory's `disks`. That it is read-only or removable, which the field's
    /// inventories do not tell, is told only where it is.
    package var inventoryJSON: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "model": JSONValue(model), "size": .integer(size), "rotational": .bool(isRotational),
            "wwn": JSONValue(wwn), "serial": JSONValue(serial), "vendor": JSONValue(vendor),
            "wwn_with_extension": JSONValue(wwnWithExtension),
            "wwn_vendor_extension": JSONValue(wwnVendorExtension), "hctl": JSONValue(hctl),
            "by_path": JSONValue(byPath), "logical_sectors": .integer(Int64(logicalSectorSize)),
            "physical_sectors": .integer(Int64(physicalSectorSize)), "tran": JSONValue(transport),
        ]
        if isReadOnly { members["read_only"] = true }
        if isRemovable { members["removable"] = true }
        return .object(members)
    }
}
