/// Deploy steps that nodes get whose instance asks for the trait of the template's name.
package struct DeployTemplate: StoredResource, Hashable {
    package var id: DeployTemplateID
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?
    package var name: String
    /// Objects with `interface`, `step`, `args` and `priority`.
    package var steps: [JSONValue] = []
    package var extra: [String: JSONValue] = [:]

    package init(id: DeployTemplateID, name: String, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}
