/// Steps for cleaning and service that an operator has prepared, so that others may run them by name.
package struct Runbook: StoredResource, Hashable {
    package var id: RunbookID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var name: String
    package var description: String?
    /// Objects with `interface`, `step`, `order` and, where they are needed, `args`.
    package var steps: [JSONValue] = []
    /// Nodes with one of them may be worked on with it.
    package var traits: [String] = []
    /// Whether the steps do without the agent.
    package var disablesRamdisk = false
    /// Whether every project may use it; then it has no owner.
    package var isPublic = false
    package var owner: String?
    package var extra: [String: JSONValue] = [:]

    package init(id: RunbookID, name: String, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}
