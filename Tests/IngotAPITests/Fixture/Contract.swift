import Foundation
import IngotModel

/// The facts of the reference service that the API is held against.
enum Contract {
    static let resources = load("resources")
    static let microversions = load("microversions")
    static let routes = load("routes")
    static let policies = load("policies")
    static let errors = load("errors")
    static let states = load("states")

    /// A member at a path such as `resources.node.fields`.
    static func member(_ document: JSONValue, _ path: String...) -> JSONValue {
        path.reduce(document) { $0[$1] ?? .null }
    }

    private static func load(_ name: String) -> JSONValue {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Contract"),
            let data = try? Data(contentsOf: url), let value = try? JSONValue.parse(data)
        else { return .null }
        return value
    }
}
