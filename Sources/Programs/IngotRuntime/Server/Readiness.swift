/// What a server that has just become ready tells.
package struct Readiness: Sendable, CustomStringConvertible {
    /// Where the API listens, with the port that it really got; nil without an API.
    package let address: SocketAddress?
    /// Whether the address speaks TLS.
    package let isSecure: Bool
    /// The Unix socket on which the API listens besides.
    package let socket: String?
    package let role: Role
    /// Those that the conductor serves, if there is one.
    package let hardwareTypes: [String]
    package let data: String

    package var description: String {
        let facts: [String?] = [
            address.map { "API at \(isSecure ? "https" : "http")://\($0)" },
            address == nil ? nil : socket.map { "and at unix:\($0)" }, "role \(role.rawValue)",
            role.runsConductor ? "hardware types \(hardwareTypes.joined(separator: ", "))" : nil, "data in \(data)",
        ]
        return "ingotd is ready: " + facts.compactMap { $0 }.joined(separator: ", ")
    }
}
