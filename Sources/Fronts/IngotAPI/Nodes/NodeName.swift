import IngotContracts
import IngotModel

/// Which names nodes may have.
enum NodeName {
    /// Words that stand for something else in the paths of nodes.
    static let reserved: Set<String> = [
        "detail", "maintenance", "management", "states", "validate", "vendor_passthru",
    ]

    /// - Throws: ``APIError`` (400).
    static func check(_ name: String, version: Microversion) throws {
        guard !reserved.contains(name) else {
            throw APIError.invalid("A node cannot be called '\(name)': the word is part of the API's paths")
        }
        let isProper = version.knows(since: 10) ? isUnreserved(name) : isHostName(name)
        guard isProper, !NodeID.isUUID(name) else {
            throw APIError.invalid(
                "A node cannot be called '\(name)': a name has 1 to 255 letters, digits, and '-._~', and is no UUID")
        }
    }

    /// The names of port groups, allocations and runbooks; ports may be called anything that is no UUID.
    ///
    /// - Throws: ``APIError`` (400).
    static func check(_ name: String, of resource: String) throws {
        guard isUnreserved(name), !NodeID.isUUID(name) else {
            throw APIError.invalid(
                "The \(resource) has the invalid name '\(name)': a name has 1 to 255 letters, digits, and '-._~', and"
                    + " is no UUID")
        }
    }

    /// Letters, digits and `-._~` (RFC 3986, section 2.3).
    static func isUnreserved(_ name: String) -> Bool {
        1...255 ~= name.utf8.count && name.utf8.allSatisfy(URLText.isUnreserved)
    }

    /// That a text can be the name by which a path or a query calls a node, in this version.
    ///
    /// - Throws: ``APIError`` (400).
    static func check(reference: String, version: Microversion) throws {
        let message = "A node is called by its UUID or its name, and '\(reference)' can be neither"
        guard isUnreserved(reference) else {
            throw APIError(status: 400, code: "invalid", message: message, form: .framework)
        }
        guard version.knows(since: 10) || isHostName(reference) else { throw APIError.invalid(message) }
    }

    /// Labels of small letters, digits and inner hyphens, joined by dots (RFC 1123, section 2.1).
    private static func isHostName(_ name: String) -> Bool {
        guard 1...255 ~= name.utf8.count else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            1...63 ~= label.utf8.count && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        }
    }
}
