import Foundation
import IngotModel
import Testing

/// A table that the field agreed on, copied into the tests.
enum ContractFile {
    static func read(_ name: String) throws -> JSONValue {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Contract"))
        return try JSONValue.parse(try Data(contentsOf: url))
    }
}
