import IngotModel

/// Calls that a node's management controller answers.
extension Nodes {
    /// What the machine boots from: `{boot_device, persistent}`.
    public func bootDevice(_ node: String) async throws -> Resource {
        Resource(try await get(node, "management", "boot_device"))
    }

    public func supportedBootDevices(_ node: String) async throws -> [String] {
        let answer = try await get(node, "management", "boot_device", "supported")
        return answer["supported_boot_devices"]?.array?.compactMap(\.string) ?? []
    }

    public func setBootDevice(_ node: String, _ device: String, persistent: Bool = false) async throws {
        try await put(
            node, "management", "boot_device", body: ["boot_device": .string(device), "persistent": .bool(persistent)])
    }

    /// Sets how the machine boots: `uefi` or `bios`.
    public func setBootMode(_ node: String, _ mode: String) async throws {
        try await put(node, "states", "boot_mode", body: ["target": .string(mode)])
    }

    public func setSecureBoot(_ node: String, _ isOn: Bool) async throws {
        try await put(node, "states", "secure_boot", body: ["target": .bool(isOn)])
    }

    /// The serial console: `{console_enabled, console_info}`.
    public func console(_ node: String) async throws -> Resource {
        Resource(try await get(node, "states", "console"))
    }

    public func setConsole(_ node: String, enabled: Bool) async throws {
        try await put(node, "states", "console", body: ["enabled": .bool(enabled)])
    }

    /// Sets the RAID volumes that the node shall get when it is cleaned next; an empty object takes the wish back.
    public func setRAID(_ node: String, _ configuration: Resource) async throws {
        try await put(node, "states", "raid", body: configuration.json)
    }

    /// Makes the machine's operating system tell what it is doing, by an interrupt that it cannot ignore.
    public func injectNMI(_ node: String) async throws {
        try await put(node, "management", "inject_nmi", body: [:])
    }

    /// Lamps and the like: `{name, component, readonly, states}`.
    public func indicators(_ node: String) async throws -> [Resource] {
        let answer = try await get(node, "management", "indicators")
        return (answer["indicators"]?.array ?? []).map(Resource.init)
    }

    public func indicator(_ node: String, _ name: String) async throws -> Resource {
        Resource(try await get(node, "management", "indicators", name))
    }

    public func setIndicator(_ node: String, _ name: String, state: String) async throws {
        try await put(node, "management", "indicators", name, body: ["state": .string(state)])
    }

    /// The vendor's own methods: `{method: {http_methods, async, description, …}}`.
    public func vendorMethods(_ node: String) async throws -> Resource {
        Resource(try await get(node, "vendor_passthru", "methods"))
    }

    /// Calls one of the vendor's own methods; what comes back is the method's own.
    public func callVendor(_ node: String, method: String, verb: String = "POST", body: Resource? = nil) async throws
        -> Resource
    {
        Resource(
            try await client.send(
                Call(verb, path(node) + ["vendor_passthru", method], body: body?.json ?? (verb == "POST" ? [:] : nil))))
    }

    /// The virtual media: `{media_types, inserted, image}`.
    public func virtualMedia(_ node: String) async throws -> [Resource] {
        let answer = try await get(node, "vmedia")
        return (answer.array ?? answer["vmedia"]?.array ?? []).map(Resource.init)
    }

    /// Puts an image into a virtual drive: `cdrom`, `disk` or `floppy`.
    public func attachMedia(_ node: String, device: String, image: String, source: String? = nil) async throws {
        var body: [String: JSONValue] = ["device_type": .string(device), "image_url": .string(image)]
        body["image_download_source"] = source.map(JSONValue.string)
        _ = try await client.send(Call("POST", path(node) + ["vmedia"], body: JSONValue(body)))
    }

    /// Takes images out of virtual drives, all of them where none is named.
    public func detachMedia(_ node: String, devices: [String] = []) async throws {
        let query = devices.isEmpty ? [:] : ["device_types": devices.joined(separator: ",")]
        _ = try await client.send(Call("DELETE", path(node) + ["vmedia"], query: query))
    }

    private func get(_ node: String, _ below: String...) async throws -> JSONValue {
        try await client.send(Call("GET", path(node) + below))
    }

    private func put(_ node: String, _ below: String..., body: JSONValue) async throws {
        _ = try await client.send(Call("PUT", path(node) + below, body: body))
    }
}
