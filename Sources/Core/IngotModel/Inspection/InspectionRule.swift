/// What to do with a node when inspection finds that conditions hold.
package struct InspectionRule: StoredResource, Hashable {
    package var id: InspectionRuleID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var description: String?
    package var phase: String? = "main"
    /// From 0 to 9999; the highest comes first.
    package var priority = 0
    /// Objects with `op` and `args`; all must hold.
    package var conditions: [JSONValue] = []
    /// Objects with `op` and `args`, done one after the other.
    package var actions: [JSONValue] = []
    /// Whether conditions and actions are hidden from readers.
    package var isSensitive = false
    package var scope: String?

    package init(id: InspectionRuleID, createdAt: Timestamp) {
        self.id = id
        self.createdAt = createdAt
    }
}
