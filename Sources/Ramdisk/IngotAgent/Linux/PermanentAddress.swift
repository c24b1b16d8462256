import Glibc

/// The link address that is burned into a card, which a bond or an operator may have overlaid.
struct PermanentAddress {
    private static let ethtoolRequest: UInt = 0x8946
    private static let permanentAddressCommand: UInt32 = 0x20
    private static let requestLength = 40
    private static let pointerOffset = 16

    /// Asks the kernel (`SIOCETHTOOL`, `ETHTOOL_GPERMADDR`); nil where the driver does not say.
    static func read(_ interface: String) -> String? {
        guard !interface.isEmpty, interface.utf8.count < pointerOffset else { return nil }
        let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        // struct ethtool_perm_addr: command, length, and room for 32 bytes of address.
        var answer = [UInt8](repeating: 0, count: 40)
        let status = answer.withUnsafeMutableBytes { answer in
            answer.storeBytes(of: permanentAddressCommand, as: UInt32.self)
            answer.storeBytes(of: 32, toByteOffset: 4, as: UInt32.self)
            // struct ifreq: sixteen bytes of name, then the pointer.
            var request = [UInt8](repeating: 0, count: requestLength)
            return request.withUnsafeMutableBytes { request in
                request.copyBytes(from: interface.utf8)
                request.storeBytes(
                    of: UInt(bitPattern: answer.baseAddress), toByteOffset: pointerOffset, as: UInt.self)
                return request.baseAddress.map { ioctl(socket, ethtoolRequest, $0) } ?? -1
            }
        }
        let length = answer.withUnsafeBytes { Int($0.load(fromByteOffset: 4, as: UInt32.self)) }
        guard status == 0, length == 6 else { return nil }
        let bytes = answer[8..<14]
        guard bytes.contains(where: { $0 != 0 }) else { return nil }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }
}
