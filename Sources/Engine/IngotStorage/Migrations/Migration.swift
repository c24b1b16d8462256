/// One step of the schema's growth. A migration that shipped is never edited; the next one repairs it.
package struct Migration: Sendable {
    /// Sorts in the order of application, such as `0001-initial`.
    package var name: String
    /// The statements, run one by one in one transaction.
    package var statements: @Sendable (Dialect) -> [String]

    package init(_ name: String, statements: @escaping @Sendable (Dialect) -> [String]) {
        self.name = name
        self.statements = statements
    }

    /// Every migration, in order.
    package static let all: [Migration] = [
        initial, resources, driverFacts, jobs, cluster, runStatistics, census, webhooks, runImages,
        openAllocations, runOwners, maintenance, conductorClocks, unknownRunOwners, lastingDrains,
    ]
}
