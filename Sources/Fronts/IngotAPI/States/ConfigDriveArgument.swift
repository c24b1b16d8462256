import IngotContracts
import IngotModel

/// The config drive that may come with a deployment: a text (ready-made, or where to get it) or the object it is
/// built from. An object travels to the conductor as it is.
enum ConfigDriveArgument {
    private static let parts: Set<String> = ["meta_data", "network_data", "user_data", "vendor_data"]

    /// - Throws: ``APIError`` (400) for what no version takes.
    static func checkShape(_ value: JSONValue?) throws {
        guard let value, value.string == nil else { return }
        guard let members = value.object else {
            throw APIError.invalid("The argument 'configdrive' must be a text or an object, not \(value.kind)")
        }
        for (name, part) in members {
            guard parts.contains(name) else {
                let names = parts.sorted().joined(separator: ", ")
                throw APIError.invalid("A config drive has no part '\(name)'; it has: \(names)")
            }
            let isProper =
                switch part {
                case .object: true
                case .array, .string, .null: name == "user_data"
                default: false
                }
            guard isProper else { throw APIError.invalid("The part '\(name)' of the config drive has the wrong kind") }
        }
    }

    /// - Throws: ``APIError`` (400); versions are 400 here too, as the contract has it.
    static func check(_ value: JSONValue?, for verb: Verb, _ version: Microversion) throws {
        guard let value else { return }
        guard verb == .active || verb == .rebuild else {
            throw APIError.invalid("The argument 'configdrive' is for the verbs active and rebuild alone")
        }
        if verb == .rebuild { try need(35, "A config drive with 'rebuild'", version) }
        guard let members = value.object else { return try checkText(value.string ?? "") }
        try need(56, "A config drive given as an object", version)
        if members["vendor_data"] != nil { try need(59, "The config drive's 'vendor_data'", version) }
    }

    /// A text is a URL, or the drive itself in Base64. JSON in a text is neither: it would be written to the disk as it
    /// is (peer: ironic's `check_allow_configdrive`).
    private static func checkText(_ text: String) throws {
        let isBase64 = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "+/= \t\r\n".utf8.contains(byte)
            }
        }
        guard isBase64 || text.contains("://") else {
            throw APIError.invalid(
                "The argument 'configdrive' is neither an object of its parts, nor a URL, nor a drive in Base64; give"
                    + " JSON as an object, not as a text")
        }
    }

    private static func need(_ minor: Int, _ what: String, _ version: Microversion) throws {
        guard version.knows(since: minor) else {
            throw APIError.invalid("\(what) needs API version \(Microversion(minor: minor)) or newer")
        }
    }
}
