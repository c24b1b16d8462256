import ArgumentParser
import IngotClient

/// Something that a driver tells of itself, a name and its meaning in each row.
protocol DriverFacts: Sendable {
    static var name: String { get }
    static var abstract: String { get }
    static func facts(of driver: String, _ drivers: Drivers) async throws -> Resource
}

enum DriverProperties: DriverFacts {
    static let name = "properties"
    static let abstract = "List what nodes may say in their driver_info."
    static func facts(of driver: String, _ drivers: Drivers) async throws -> Resource {
        try await drivers.properties(driver)
    }
}

enum DriverRAIDProperties: DriverFacts {
    static let name = "raid-properties"
    static let abstract = "List what a RAID configuration may say of a logical disk."
    static func facts(of driver: String, _ drivers: Drivers) async throws -> Resource {
        try await drivers.raidProperties(driver)
    }
}

enum DriverPassthru: DriverFacts {
    static let name = "passthru"
    static let abstract = "List the vendor's own methods that are about no node."
    static func facts(of driver: String, _ drivers: Drivers) async throws -> Resource {
        try await drivers.vendorMethods(driver)
    }
}

struct DriverFactsVerb<Facts: DriverFacts>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Facts.name, abstract: Facts.abstract)
    }

    @Argument(help: "The hardware type.")
    var driver: String

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let facts = try await connection.connected(in: surroundings) { client in
            try await Facts.facts(of: driver, client.drivers)
        }
        if let report = CallAnswer.members(facts, "Name", "Meaning").report {
            try output.print(report, to: surroundings.console)
        }
    }
}
