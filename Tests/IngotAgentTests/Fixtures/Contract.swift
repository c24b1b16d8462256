import IngotModel

@testable import IngotAgent

/// The recorded facts of the agent contract.
enum Contract {
    static func text(_ name: String) throws -> String {
        let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        guard let bytes = SystemFile.bytes("/\(folder)/Contract/\(name)") else { throw MissingContract(name: name) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func json(_ name: String) throws -> JSONValue { try JSONValue.parse(try text(name)) }

    /// The recorded life of one node, an exchange for each element.
    static func exchanges() throws -> [JSONValue] {
        try text("agent-wire.jsonl").split(separator: "\n").map { try JSONValue.parse(String($0)) }
    }
}

struct MissingContract: Error {
    var name: String
}
