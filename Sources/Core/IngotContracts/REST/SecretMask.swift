import IngotModel

/// Hides secrets in free-form objects before anybody sees them.
///
/// A member whose name contains one of the words below is masked, at any depth, unless it is an object; other texts are
/// searched for `word=value`. Words and rule are those of the Bare Metal API (which has them from oslo.utils).
package enum SecretMask {
    package static let mask = Secret.mask

    package static func masked(_ members: [String: JSONValue]) -> [String: JSONValue] {
        var result: [String: JSONValue] = [:]
        for (name, value) in members { result[name] = masked(value, named: name) }
        return result
    }

    /// As ``masked(_:)``, for a value of any kind.
    package static func masked(_ value: JSONValue) -> JSONValue { masked(value, named: "") }

    /// As ``masked(_:)``, and with the members in `also` masked wherever they say anything.
    package static func masked(_ members: [String: JSONValue], also names: [String]) -> [String: JSONValue] {
        var result = masked(members)
        for name in names where result[name].map(saysSomething) == true { result[name] = .string(mask) }
        return result
    }

    static func masked(_ value: JSONValue, named name: String) -> JSONValue {
        switch value {
        case .object(let members): return .object(masked(members))
        case _ where isSecret(name): return .string(mask)
        case .array(let values): return .array(values.map { masked($0, named: "") })
        case .string(let text): return .string(masked(text))
        default: return value
        }
    }

    /// Whether a name has one of the words in it, in either case of the Latin letters.
    ///
    /// Byte by byte, as this runs for every member of every node that is shown.
    static func isSecret(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { bytes in
            bytes.indices.contains { start in
                wordsByFirstByte[Int(bytes[start])].contains { word in
                    word.count <= bytes.count - start
                        && word.indices.allSatisfy { lowercased(bytes[start + $0]) == word[$0] }
                }
            }
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    /// The words' bytes, below the byte that they begin with in either case.
    private static let wordsByFirstByte: [[[UInt8]]] = {
        var table = [[[UInt8]]](repeating: [], count: 256)
        for word in words.map({ Array($0.utf8) }) {
            table[Int(word[0])].append(word)
            if UInt8(ascii: "a")...UInt8(ascii: "z") ~= word[0] { table[Int(word[0] & 0xDF)].append(word) }
        }
        return table
    }()

    private static func saysSomething(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false), .string(""): false
        case .object(let members): !members.isEmpty
        case .array(let values): !values.isEmpty
        default: true
        }
    }

    /// Masks the value of each `word=value` in a text.
    private static func masked(_ text: String) -> String {
        guard text.contains("=") else { return text }
        let pieces = text.split(separator: " ", omittingEmptySubsequences: false).map { piece -> String in
            guard let equals = piece.firstIndex(of: "="), isSecret(String(piece.prefix(upTo: equals))) else {
                return String(piece)
            }
            return String(piece.prefix(through: equals)) + mask
        }
        return pieces.joined(separator: " ")
    }

    private static let words = [
        "admin_pass", "admin_password", "adminpass", "auth_password", "auth_token", "barbicansimplecryptokek",
        "cephadminkey", "cephclientkey", "cephclusterfsid", "cephmanilaclientkey", "cephmdskey", "cephmonkey",
        "cephrgwkey", "chappassword", "chapsecret", "configdrive", "designaterndckey", "encrypted_key", "fernetkey",
        "heatauthencryptionkey", "keystonecredential", "migrationsshkey", "new_pass", "octaviaheartbeatkey",
        "pacemakerremoteauthkey", "passphrase", "password", "private_key", "rabbitcookie", "secret", "secret_uuid",
        "sslkey", "swifthashsuffix", "sys_pswd", "token",
    ]
}
