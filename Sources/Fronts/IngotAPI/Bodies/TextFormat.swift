/// A form that a text must have, and how it is called in messages.
struct TextFormat: Sendable {
    let name: String
    let fits: @Sendable (String) -> Bool

    init(_ name: String, _ fits: @escaping @Sendable (String) -> Bool) {
        self.name = name
        self.fits = fits
    }
}

extension TextFormat {
    /// Six pairs of hexadecimal digits, joined by colons or hyphens.
    static let macAddress = TextFormat("a MAC address") { text in
        let pairs = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        return pairs.count == 6 && pairs.allSatisfy { $0.utf8.count == 2 && hasDigitsOnly($0, isHexadecimal: true) }
    }

    static let ipv4Address = TextFormat("an IPv4 address") { octets($0[...]) != nil }

    /// As an address, whose numbers do not begin with zeros.
    static let ipv4Network = TextFormat("an IPv4 network without leading zeros") { text in
        octets(text[...]) != nil && text.split(separator: ".").allSatisfy { $0 == "0" || $0.first != "0" }
    }

    /// Ones, then zeros.
    static let ipv4Netmask = TextFormat("an IPv4 netmask such as 255.255.255.0") { text in
        guard let mask = octets(text[...])?.reduce(UInt32(0), { $0 << 8 | UInt32($1) }) else { return false }
        return mask.nonzeroBitCount == (~mask).leadingZeroBitCount
    }

    static let ipv6Address = TextFormat("an IPv6 address") { isIPv6($0[...]) }

    /// An address, with the length of its network's prefix where one likes.
    static let ipv6Interface = TextFormat("an IPv6 address, with or without /prefix") { text in
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return isIPv6(text[...]) }
        return isIPv6(parts[0]) && hasDigitsOnly(parts[1]) && (Int(parts[1]).map { $0 <= 128 } ?? false)
    }

    private static func octets(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap { $0.utf8.count <= 3 && hasDigitsOnly($0) ? UInt8($0) : nil }
        return parts.count == 4 && octets.count == 4 ? octets : nil
    }

    /// Eight groups, of which `::` stands for those that are zero and the last two may be written as an IPv4 address
    /// (RFC 4291, section 2.2). Link-local addresses may name their zone (RFC 4007, section 11).
    private static func isIPv6(_ text: Substring) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count == 1 || address.hasPrefix("fe80:") && !parts[1].isEmpty else {
            return false
        }
        let halves = address.split(separator: "::", omittingEmptySubsequences: false)
        let counts = halves.indices.compactMap { countOfGroups(halves[$0], isLast: $0 == halves.indices.last) }
        guard counts.count == halves.count else { return false }
        switch halves.count {
        case 1: return counts[0] == 8
        case 2: return counts[0] + counts[1] <= 7
        default: return false
        }
    }

    /// How many groups of 16 bits are written there; nil where something else is.
    private static func countOfGroups(_ text: Substring, isLast: Bool) -> Int? {
        guard !text.isEmpty else { return 0 }
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        if isLast, let last = groups.last, last.contains(".") {
            guard octets(last) != nil else { return nil }
            groups.removeLast()
            count = 2
        }
        let areProper = groups.allSatisfy { 1...4 ~= $0.utf8.count && hasDigitsOnly($0, isHexadecimal: true) }
        return areProper ? count + groups.count : nil
    }

    private static func hasDigitsOnly(_ text: Substring, isHexadecimal: Bool = false) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && (isHexadecimal ? $0.isHexDigit : $0.isNumber) }
    }
}
