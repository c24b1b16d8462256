import ArgumentParser
import IngotModel

/// `KEY=VALUE` on the command line, with the value as JSON where it is JSON and as a string otherwise.
///
/// So `memory_mb=4096` is a number and `cpu_arch=x86_64` a string, as with the OpenStack client; a number that shall
/// stay a string is written `key='"4096"'`.
struct KeyValue: ExpressibleByArgument, Sendable, Hashable {
    var key: String
    var value: JSONValue

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        key = String(argument[..<equals])
        let text = String(argument[argument.index(after: equals)...])
        value = (try? JSONValue.parse(text)) ?? .string(text)
    }
}
