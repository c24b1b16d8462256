import IngotContracts

/// Reads what the firmware says of the machine: vendor, memory banks and boot mode.
struct FirmwareReader {
    var system = "/sys"

    func systemVendor() -> InventorySystemVendor {
        func text(_ name: String) -> String { SystemFile.text("\(system)/class/dmi/id/\(name)") ?? "" }
        let sku = text("product_sku")
        let product = text("product_name")
        return InventorySystemVendor(
            // The form with the SKU behind is what rules and hooks in the field compare with.
            productName: sku.isEmpty || product.isEmpty ? product : "\(product) (\(sku))",
            serialNumber: text("product_serial"), manufacturer: text("sys_vendor"), firmwareVendor: text("bios_vendor"),
            firmwareVersion: text("bios_version"), firmwareBuildDate: text("bios_date"))
    }

    func bootMode() -> String { SystemFile.exists("\(system)/firmware/efi") ? "uefi" : "bios" }

    /// What is plugged in, in MiB: the sum of the SMBIOS memory devices; nil where there is no such table.
    func physicalMemory() -> Int? {
        SystemFile.bytes("\(system)/firmware/dmi/tables/DMI").map(Self.memoryDevices)
    }

    /// Adds up the memory devices (type 17) of an SMBIOS table (DMTF DSP0134, section 7.18), in MiB.
    static func memoryDevices(_ table: [UInt8]) -> Int {
        var total = 0
        var offset = 0
        while offset + 4 <= table.count {
            let type = table[offset]
            let length = Int(table[offset + 1])
            guard length >= 4, offset + length <= table.count, type != 127 else { break }
            if type == 17 { total += memoryDevice(table[offset..<offset + length]) }
            offset += length
            // Behind the fixed part stand texts, ended by two zeros.
            while offset + 1 < table.count, table[offset] != 0 || table[offset + 1] != 0 { offset += 1 }
            offset += 2
        }
        return total
    }

    private static func memoryDevice(_ entry: ArraySlice<UInt8>) -> Int {
        let bytes = Array(entry)
        func number(_ offset: Int, _ count: Int) -> Int {
            guard offset + count <= bytes.count else { return 0 }
            return (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        }
        let size = number(0x0C, 2)
        switch size {
        case 0, 0xFFFF: return 0
        case 0x7FFF: return number(0x1C, 4) & 0x7FFF_FFFF
        default: return size & 0x8000 == 0 ? size : (size & 0x7FFF) / 1024
        }
    }
}
