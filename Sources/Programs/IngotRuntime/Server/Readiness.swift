/// What a server that has just become ready tells.
package struct Readiness: Sendable, CustomStringConvertible {
    /// Where the API listens, with the port that it really got; nil without an API.
    package let address: SocketAddress?
    package let role: Role
    package let hardwareTypes: [String]
    package let data: String

    package var description: String {
        let api = address.map { " API at http://\($0)," } ?? ""
        return "ingotd is ready:\(api) role \(role.rawValue), hardware types \(hardwareTypes.joined(separator: ", ")),"
            + " data in \(data)"
    }
}
