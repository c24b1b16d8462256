import IngotModel
import Testing

@testable import IngotCommands

struct YAMLTests {
    @Test(arguments: ["7", "-9223372036854775809", "18446744073709551615", "1.5", "'18446744073709551616'"])
    func `every number stays as it is`(_ text: String) throws {
        #expect(try JSONValue(yaml: "[\(text)]").yaml() == "- \(text)")
    }
}
