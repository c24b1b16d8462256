import IngotModel

/// What a machine is made of: the result of `poll.get_hardware_info` and the `inventory` of an inspection.
package struct HardwareInventory: Sendable, Hashable {
    package var interfaces: [InventoryInterface]
    package var cpu: InventoryCPU
    package var disks: [BlockDevice]
    package var memory: InventoryMemory
    package var bmcAddress: String?
    package var bmcV6Address: String?
    package var bmcMAC: String?
    package var systemVendor: InventorySystemVendor
    package var boot: InventoryBoot
    package var hostname: String

    package init(
        interfaces: [InventoryInterface], cpu: InventoryCPU, disks: [BlockDevice], memory: InventoryMemory,
        bmcAddress: String? = nil, bmcV6Address: String? = nil, bmcMAC: String? = nil,
        systemVendor: InventorySystemVendor, boot: InventoryBoot, hostname: String
    ) {
        self.interfaces = interfaces
        self.cpu = cpu
        self.disks = disks
        self.memory = memory
        self.bmcAddress = bmcAddress
        self.bmcV6Address = bmcV6Address
        self.bmcMAC = bmcMAC
        self.systemVendor = systemVendor
        self.boot = boot
        self.hostname = hostname
    }

    package init(_ json: JSONValue) throws(WireShapeError) {
        let object = try WireObject(json, at: "inventory")
        self.init(
            interfaces: try object.list("interfaces", InventoryInterface.init(_:)),
            cpu: try InventoryCPU(try object.object("cpu")),
            disks: try object.list("disks", BlockDevice.init(inventory:)),
            memory: try InventoryMemory(try object.object("memory")),
            bmcAddress: try object.optionalText("bmc_address"),
            bmcV6Address: try object.optionalText("bmc_v6address"), bmcMAC: try object.optionalText("bmc_mac"),
            systemVendor: try InventorySystemVendor(try object.object("system_vendor")),
            boot: try InventoryBoot(try object.object("boot")), hostname: try object.optionalText("hostname") ?? "")
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "interfaces": .array(interfaces.map(\.json)),
            "cpu": cpu.json,
            "disks": .array(disks.map(\.inventoryJSON)),
            "memory": memory.json,
            "bmc_address": JSONValue(bmcAddress),
            "bmc_v6address": JSONValue(bmcV6Address),
            "system_vendor": systemVendor.json,
            "boot": boot.json,
            "hostname": .string(hostname),
        ]
        // By contract this one is left out, not null, when it is not known.
        members["bmc_mac"] = bmcMAC.map(JSONValue.string)
        return .object(members)
    }

    /// The link addresses that a lookup names, in the order of the interfaces.
    package var macAddresses: [String] { interfaces.map(\.macAddress).filter { !$0.isEmpty } }
}

/// A network interface of an inventory.
package struct InventoryInterface: Sendable, Hashable {
    package var name: String
    package var macAddress: String
    package var ipv4Address: String?
    /// May carry a zone, as in `fe80::1%eno1`.
    package var ipv6Address: String?
    package var hasCarrier: Bool
    /// PCI identities, hexadecimal with `0x`.
    package var vendor: String?
    package var product: String?
    package var speedMbps: Int?
    /// Also `virtioN` for a virtio card.
    package var pciAddress: String?
    package var driver: String?
    package var clientID: String?
    package var biosDeviceName: String?
    /// Pairs of type and hexadecimal value, null where it was not collected.
    package var lldp: JSONValue

    package init(
        name: String, macAddress: String, ipv4Address: String? = nil, ipv6Address: String? = nil,
        hasCarrier: Bool = true, vendor: String? = nil, product: String? = nil, speedMbps: Int? = nil,
        pciAddress: String? = nil, driver: String? = nil, clientID: String? = nil, biosDeviceName: String? = nil,
        lldp: JSONValue = .null
    ) {
        self.name = name
        self.macAddress = macAddress
        self.ipv4Address = ipv4Address
        self.ipv6Address = ipv6Address
        self.hasCarrier = hasCarrier
        self.vendor = vendor
        self.product = product
        self.speedMbps = speedMbps
        self.pciAddress = pciAddress
        self.driver = driver
        self.clientID = clientID
        self.biosDeviceName = biosDeviceName
        self.lldp = lldp
    }

    init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            name: try object.text("name"), macAddress: try object.optionalText("mac_address") ?? "",
            ipv4Address: try object.optionalText("ipv4_address"), ipv6Address: try object.optionalText("ipv6_address"),
            hasCarrier: try object.optionalFlag("has_carrier") ?? false, vendor: try object.optionalText("vendor"),
            product: try object.optionalText("product"), speedMbps: try object.optionalInteger("speed_mbps"),
            pciAddress: try object.optionalText("pci_address"), driver: try object.optionalText("driver"),
            clientID: try object.optionalText("client_id"), biosDeviceName: try object.optionalText("biosdevname"),
            lldp: object["lldp"] ?? .null)
    }

    package var json: JSONValue {
        [
            "name": .string(name), "mac_address": .string(macAddress), "ipv4_address": JSONValue(ipv4Address),
            "ipv6_address": JSONValue(ipv6Address), "has_carrier": .bool(hasCarrier), "lldp": lldp,
            "vendor": JSONValue(vendor), "product": JSONValue(product), "client_id": JSONValue(clientID),
            "biosdevname": JSONValue(biosDeviceName), "speed_mbps": JSONValue(speedMbps),
            "pci_address": JSONValue(pciAddress), "driver": JSONValue(driver),
        ]
    }
}

package struct InventoryCPU: Sendable, Hashable {
    package var modelName: String
    /// In MHz; a text by contract.
    package var frequency: String
    /// Logical processors.
    package var count: Int
    package var architecture: String
    package var flags: [String]
    package var socketCount: Int?

    package init(
        modelName: String, frequency: String, count: Int, architecture: String, flags: [String], socketCount: Int?
    ) {
        self.modelName = modelName
        self.frequency = frequency
        self.count = count
        self.architecture = architecture
        self.flags = flags
        self.socketCount = socketCount
    }

    init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            modelName: try object.optionalText("model_name") ?? "",
            frequency: try object.optionalText("frequency") ?? "", count: try object.optionalInteger("count") ?? 0,
            architecture: try object.optionalText("architecture") ?? "",
            flags: try object.optionalTexts("flags") ?? [], socketCount: try object.optionalInteger("socket_count"))
    }

    package var json: JSONValue {
        [
            "model_name": .string(modelName), "frequency": .string(frequency), "count": .integer(Int64(count)),
            "architecture": .string(architecture), "flags": .array(flags.map(JSONValue.string)),
            "socket_count": JSONValue(socketCount),
        ]
    }
}

package struct InventoryMemory: Sendable, Hashable {
    /// What the kernel can use, in bytes.
    package var total: Int64?
    /// What is plugged in, in MiB.
    package var physicalMiB: Int?

    package init(total: Int64?, physicalMiB: Int?) {
        self.total = total
        self.physicalMiB = physicalMiB
    }

    init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            total: try object.optionalInteger("total").map(Int64.init),
            physicalMiB: try object.optionalInteger("physical_mb"))
    }

    package var json: JSONValue {
        ["total": total.map(JSONValue.integer) ?? .null, "physical_mb": JSONValue(physicalMiB)]
    }
}

package struct InventorySystemVendor: Sendable, Hashable {
    package var productName: String
    package var serialNumber: String
    package var manufacturer: String
    package var firmwareVendor: String
    package var firmwareVersion: String
    package var firmwareBuildDate: String

    package init(
        productName: String = "", serialNumber: String = "", manufacturer: String = "", firmwareVendor: String = "",
        firmwareVersion: String = "", firmwareBuildDate: String = ""
    ) {
        self.productName = productName
        self.serialNumber = serialNumber
        self.manufacturer = manufacturer
        self.firmwareVendor = firmwareVendor
        self.firmwareVersion = firmwareVersion
        self.firmwareBuildDate = firmwareBuildDate
    }

    init(_ object: WireObject) throws(WireShapeError) {
        let firmware = try WireObject(object["firmware"] ?? [:], at: object.path("firmware"))
        self.init(
            productName: try object.optionalText("product_name") ?? "",
            serialNumber: try object.optionalText("serial_number") ?? "",
            manufacturer: try object.optionalText("manufacturer") ?? "",
            firmwareVendor: try firmware.optionalText("vendor") ?? "",
            firmwareVersion: try firmware.optionalText("version") ?? "",
            firmwareBuildDate: try firmware.optionalText("build_date") ?? "")
    }

    package var json: JSONValue {
        [
            "product_name": .string(productName), "serial_number": .string(serialNumber),
            "manufacturer": .string(manufacturer),
            "firmware": [
                "vendor": .string(firmwareVendor), "version": .string(firmwareVersion),
                "build_date": .string(firmwareBuildDate),
            ],
        ]
    }
}

package struct InventoryBoot: Sendable, Hashable {
    /// `bios` or `uefi`.
    package var currentBootMode: String
    /// The kernel parameter `BOOTIF` as it came.
    package var pxeInterface: String?

    package init(currentBootMode: String, pxeInterface: String?) {
        self.currentBootMode = currentBootMode
        self.pxeInterface = pxeInterface
    }

    init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            currentBootMode: try object.optionalText("current_boot_mode") ?? "bios",
            pxeInterface: try object.optionalText("pxe_interface"))
    }

    package var json: JSONValue {
        ["current_boot_mode": .string(currentBootMode), "pxe_interface": JSONValue(pxeInterface)]
    }
}
