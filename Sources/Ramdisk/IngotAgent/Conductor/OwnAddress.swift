import Glibc
import IngotContracts

/// Finds the address under which the conductor can call back.
enum OwnAddress {
    /// The address from which the system would send towards a URL; nil where there is no way or it is link-local.
    static func towards(_ url: String) -> String? {
        guard let (host, port) = hostAndPort(url) else { return nil }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &first) == 0 else { return nil }
        defer { freeaddrinfo(first) }
        var next = first
        while let candidate = next?.pointee {
            next = candidate.ai_next
            if let address = source(for: candidate) { return address }
        }
        return nil
    }

    /// Connecting a datagram socket sends nothing, but makes the kernel choose a route and with it an address.
    private static func source(for target: addrinfo) -> String? {
        let socket = Glibc.socket(target.ai_family, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        guard connect(socket, target.ai_addr, target.ai_addrlen) == 0 else { return nil }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let text: String? = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(socket, address, &length) == 0 else { return nil }
                return NetworkReader.numericHost(address, length)
            }
        }
        guard let text, !text.hasPrefix("169.254."), !text.lowercased().hasPrefix("fe80:") else { return nil }
        return text
    }

    static func hostAndPort(_ url: String) -> (host: String, port: Int)? {
        guard let scheme = url.range(ofText: "://") else { return nil }
        let standard = url.hasPrefix("https") ? 443 : 80
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
            let rest = place[place.index(after: end)...]
            return (String(place[place.index(after: place.startIndex)..<end]), Int(rest.dropFirst()) ?? standard)
        }
        let parts = place.split(separator: ":", maxSplits: 1)
        guard let host = parts.first else { return nil }
        return (String(host), parts.count > 1 ? Int(parts[1]) ?? standard : standard)
    }

    /// A host as it stands in a URL.
    static func inURL(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}
