/// The hardware types that the service's conductors offer: `/v1/drivers`.
public struct Drivers: Sendable {
    let client: IngotClient

    /// Lists drivers; with `detail` also their interfaces.
    public func list(detail: Bool = false) async throws -> [Resource] {
        try await client.list("drivers", at: ["v1", "drivers"], query: detail ? ["detail": "true"] : [:])
    }

    public func show(_ driver: String) async throws -> Resource { try await get(driver) }

    /// What nodes of this driver may say in `driver_info`: `{property: meaning}`.
    public func properties(_ driver: String) async throws -> Resource { try await get(driver, "properties") }

    /// What logical disks of a RAID configuration may say: `{property: meaning}`.
    public func raidProperties(_ driver: String) async throws -> Resource {
        try await get(driver, "raid", "logical_disk_properties")
    }

    /// The vendor's own methods that are about no node.
    public func vendorMethods(_ driver: String) async throws -> Resource {
        try await get(driver, "vendor_passthru", "methods")
    }

    private func get(_ driver: String, _ below: String...) async throws -> Resource {
        Resource(try await client.send(Call("GET", ["v1", "drivers", driver] + below)))
    }
}
