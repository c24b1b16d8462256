import Foundation
import IngotModel
import Testing

/// A file of the field's facts, copied into the repository.
enum ContractFile {
    static func read(_ name: String) throws -> JSONValue {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Contract"))
        return try JSONValue.parse(try Data(contentsOf: url))
    }
}
