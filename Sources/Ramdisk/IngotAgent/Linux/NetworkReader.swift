import Glibc
import IngotContracts

/// Lists the machine's network cards from `/sys/class/net` and the kernel's addresses.
struct NetworkReader {
    var system = "/sys/class/net"

    func interfaces() -> [InventoryInterface] {
        let addresses = Self.addresses()
        return SystemFile.names(in: system).filter(isCard).compactMap { name in
            guard let mac = macAddress(name) else { return nil }
            let folder = "\(system)/\(name)"
            let speed = SystemFile.integer("\(folder)/speed")
            return InventoryInterface(
                name: name, macAddress: mac, ipv4Address: addresses.first { $0.name == name && !$0.isIPv6 }?.text,
                ipv6Address: addresses.first { $0.name == name && $0.isIPv6 }?.text,
                hasCarrier: SystemFile.text("\(folder)/carrier") == "1",
                vendor: SystemFile.text("\(folder)/device/vendor"),
                product: SystemFile.text("\(folder)/device/device"), speedMbps: speed.flatMap { $0 > 0 ? $0 : nil },
                pciAddress: SystemFile.linkName("\(folder)/device"),
                driver: SystemFile.linkName("\(folder)/device/driver"))
        }
    }

    /// A card, a VLAN on one, or a bond of several; not the loopback and other software-made links.
    private func isCard(_ name: String) -> Bool {
        let folder = "\(system)/\(name)"
        let isVLAN = name.split(separator: ".").count == 2 && name.split(separator: ".")[1].allSatisfy(\.isNumber)
        return isVLAN || SystemFile.exists("\(folder)/device") || SystemFile.exists("\(folder)/bonding")
    }

    private func macAddress(_ name: String) -> String? {
        guard let address = PermanentAddress.read(name) ?? SystemFile.text("\(system)/\(name)/address") else {
            return nil
        }
        // Addresses of this form are made by software and name no machine.
        return address.hasPrefix("fa:") || address == "00:00:00:00:00:00" ? nil : address
    }

    struct Address {
        var name: String
        var isIPv6: Bool
        var text: String
    }

    /// The addresses of all interfaces; IPv6 ones of a link carry their zone.
    static func addresses() -> [Address] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var found: [Address] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let address = entry.ifa_addr, let name = entry.ifa_name else { continue }
            let family = Int32(address.pointee.sa_family)
            guard family == AF_INET || family == AF_INET6 else { continue }
            let length = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
            guard let text = numericHost(address, socklen_t(length)) else { continue }
            found.append(Address(name: String(cString: name), isIPv6: family == AF_INET6, text: text))
        }
        return found
    }

    static func numericHost(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> String? {
        var host = [CChar](repeating: 0, count: 256)
        guard getnameinfo(address, length, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST) == 0 else {
            return nil
        }
        return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
