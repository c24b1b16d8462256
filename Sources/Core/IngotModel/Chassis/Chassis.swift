/// Something that holds nodes: a rack, a blade enclosure.
package struct Chassis: StoredResource, Hashable {
    package var id: ChassisID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var description: String?
    package var extra: [String: JSONValue] = [:]

    package init(id: ChassisID, createdAt: Timestamp) {
        self.id = id
        self.createdAt = createdAt
    }
}
