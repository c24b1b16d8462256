import IngotContracts
import IngotModel

/// The switch at the other end of a port's cable: which facts may be given, and which belong together.
///
/// Contract: `resources.json`, schemas `local_link_connection` and `local_link_smart_nic`.
enum LocalLink {
    static let vtepNames: Set<String> = ["vtep-logical-switch", "vtep-physical-switch"]
    /// The API versions (1.N) that know VTEP names.
    static let vtepVersions = 90...104

    private static let names: Set<String> = vtepNames.union([
        "port_id", "switch_id", "hostname", "switch_info", "network_type",
    ])

    /// The facts in their one form.
    ///
    /// - Throws: ``APIError``: 400 for the shape, 406 for members that the version does not know.
    static func checked(
        _ link: [String: JSONValue], isSmartNIC: Bool, version: Microversion
    ) throws -> [String: JSONValue] {
        guard !link.isEmpty || isSmartNIC else { return link }
        for (name, value) in link {
            guard names.contains(name), let text = value.string else {
                throw APIError.invalid(
                    "The field 'local_link_connection' cannot have '\(name)' with a \(value.kind); it has texts named"
                        + " \(names.sorted().joined(separator: ", "))")
            }
            if name == "network_type", text != "managed", text != "unmanaged" {
                throw APIError.invalid("The 'network_type' of a connection is managed or unmanaged, not '\(text)'")
            }
        }
        let given = Set(link.keys)
        if given.contains("network_type"), !version.knows(since: 64) {
            throw APIError.tooNew("The connection's 'network_type'", since: 64, for: version)
        }
        if !given.isDisjoint(with: vtepNames), !vtepVersions.contains(version.minor) {
            throw APIError.notAcceptable(
                "The connection's VTEP names exist in API versions 1.\(vtepVersions.lowerBound) to"
                    + " 1.\(vtepVersions.upperBound) alone; the request speaks \(version)")
        }
        guard isComplete(given, link, isSmartNIC: isSmartNIC) else {
            throw APIError.invalid(
                isSmartNIC
                    ? "The connection of a Smart NIC needs 'port_id' and 'hostname'"
                    : "A connection needs 'port_id' with one of 'switch_id', 'hostname' or both VTEP names")
        }
        var result = link
        result["switch_id"] = try link["switch_id"]?.string.map { .string(try switchID($0)) }
        return result
    }

    /// A switch's MAC address or its OpenFlow datapath ID, in lower case: drivers look switches up by it.
    private static func switchID(_ text: String) throws -> String {
        let isDatapathID = text.utf8.count == 16 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
        guard isDatapathID || MACAddress(text) != nil else {
            throw APIError.invalid(
                "The 'switch_id' of a connection must be a MAC address such as 52:54:00:12:34:56, or an OpenFlow"
                    + " datapath ID of 16 hexadecimal digits, not '\(text)'")
        }
        return text.lowercased()
    }

    private static func isComplete(
        _ given: Set<String>, _ link: [String: JSONValue], isSmartNIC: Bool
    ) -> Bool {
        if isSmartNIC { return given.isSuperset(of: ["port_id", "hostname"]) }
        let vteps = given.intersection(vtepNames)
        guard vteps.isEmpty || vteps == vtepNames else { return false }
        if link["network_type"] == "unmanaged" { return true }
        let switches = given.contains("switch_id") || given.contains("hostname") || vteps == vtepNames
        return given.contains("port_id") && switches
    }
}
