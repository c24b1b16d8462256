/// What a server that has just become ready tells.
package struct Readiness: Sendable, CustomStringConvertible {
    /// Where the API listens, with the port that it really got; nil without an API.
    package let address: SocketAddress?
    package let role: Role
    /// Those that the conductor serves, if there is one.
    package let hardwareTypes: [String]
    package let data: String

    package var description: String {
        let facts: [String?] = [
            address.map { "API at http://\($0)" }, "role \(role.rawValue)",
            role.runsConductor ? "hardware types \(hardwareTypes.joined(separator: ", "))" : nil, "data in \(data)",
        ]
        return "ingotd is ready: " + facts.compactMap { $0 }.joined(separator: ", ")
    }
}
