import IngotModel

/// Lists the machine's disks from `/sys/block` and udev's database, without running a tool.
///
/// The values equal those that `lsblk` gives, so that hints written for it match.
struct BlockDeviceReader {
    var system = "/sys"
    var udev = "/run/udev/data"
    var links = "/dev/disk/by-path"

    func disks() -> [BlockDevice] {
        SystemFile.names(in: "\(system)/block").filter(isDisk).compactMap(disk)
    }

    private func isDisk(_ name: String) -> Bool {
        let others = ["loop", "ram", "zram", "fd", "sr", "nbd", "dm-", "mtd"]
        return !others.contains { name.hasPrefix($0) }
    }

    private func disk(_ name: String) -> BlockDevice? {
        let folder = "\(system)/block/\(name)"
        guard let sectors = SystemFile.integer("\(folder)/size"), sectors > 0,
            // The paths behind an NVMe multipath disk are listed too, but have no device of their own.
            SystemFile.integer("\(folder)/hidden") != 1
        else { return nil }
        let properties = udevProperties(SystemFile.text("\(folder)/dev"))
        let path = SystemFile.resolved(folder) ?? folder
        let identity = SystemFile.text("\(folder)/wwid") ?? SystemFile.text("\(folder)/device/wwid")
        return BlockDevice(
            name: "/dev/\(name)", size: Int64(sectors) * 512, model: SystemFile.text("\(folder)/device/model"),
            isRotational: SystemFile.integer("\(folder)/queue/rotational") == 1,
            wwn: properties["ID_WWN"] ?? identity.flatMap(worldWideName),
            serial: properties["ID_SERIAL_SHORT"] ?? serial(folder),
            vendor: SystemFile.text("\(folder)/device/vendor"),
            wwnWithExtension: properties["ID_WWN_WITH_EXTENSION"],
            wwnVendorExtension: properties["ID_WWN_VENDOR_EXTENSION"],
            hctl: SystemFile.names(in: "\(folder)/device/scsi_device").first, byPath: byPath(name),
            logicalSectorSize: SystemFile.integer("\(folder)/queue/logical_block_size") ?? 512,
            physicalSectorSize: SystemFile.integer("\(folder)/queue/physical_block_size") ?? 512,
            transport: transport(name, path), isReadOnly: SystemFile.integer("\(folder)/ro") == 1,
            isRemovable: SystemFile.integer("\(folder)/removable") == 1,
            otherSerials: [properties["ID_SERIAL"], properties["ID_SCSI_SERIAL"]].compactMap { $0 },
            otherWWNs: [properties["DM_WWN"], properties["ID_WWN_WITH_EXTENSION"]].compactMap { $0 })
    }

    /// `E:` lines of udev's record of the device `major:minor`.
    private func udevProperties(_ number: String?) -> [String: String] {
        guard let number, let text = SystemFile.text("\(udev)/b\(number)") else { return [:] }
        var properties: [String: String] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("E:") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            properties[String(line.dropFirst(2)[..<equals])] = String(line[line.index(after: equals)...])
        }
        return properties
    }

    /// The kernel's `naa.5000…` as the `0x5000…` that udev and `lsblk` show; other forms stay as they are.
    private func worldWideName(_ identity: String) -> String? {
        if identity.hasPrefix("naa.") { return "0x" + identity.dropFirst(4) }
        return identity.hasPrefix("eui.") || identity.hasPrefix("nvme.") ? identity : nil
    }

    /// virtio and NVMe keep the serial number in a text, SCSI in page 0x80 of the vital product data.
    private func serial(_ folder: String) -> String? {
        if let text = SystemFile.text("\(folder)/serial") ?? SystemFile.text("\(folder)/device/serial") { return text }
        guard let page = SystemFile.bytes("\(folder)/device/vpd_pg80"), page.count > 4 else { return nil }
        let text = String(decoding: page[4...].filter { $0 != 0 }, as: UTF8.self).trimmed
        return text.isEmpty ? nil : text
    }

    private func byPath(_ name: String) -> String? {
        SystemFile.names(in: links).first { SystemFile.linkName("\(links)/\($0)") == name }.map { "\(links)/\($0)" }
    }

    private func transport(_ name: String, _ path: String) -> String? {
        let marks = [
            ("/nvme", "nvme"), ("/usb", "usb"), ("/virtio", "virtio"), ("/ata", "sata"), ("/end_device-", "sas"),
            ("/rport-", "fc"), ("/session", "iscsi"), ("/mmc", "mmc"),
        ]
        return marks.first { path.contains($0.0) }?.1
    }
}
