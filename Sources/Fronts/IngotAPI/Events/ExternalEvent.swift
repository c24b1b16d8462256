import IngotModel

/// What the field's network service tells of a port that it has bound or let go.
struct ExternalEvent: Sendable {
    private static let names: Set<String> = [
        "network.bind_port", "network.unbind_port", "network.delete_port",
    ]

    private enum Member { case text, uuid, address, optionalText, optionalUUID }

    private static let members: [String: Member] = [
        "event": .text, "port_id": .uuid, "mac_address": .address, "status": .text, "device_id": .optionalUUID,
        "binding:host_id": .optionalUUID, "binding:vnic_type": .optionalText,
    ]
    private static let required = ["event", "port_id", "mac_address", "status"]

    let name: String
    let port: String
    let address: String
    let status: String

    /// Reads a body with one member, `events` (contract: `resources.json`, schema `event_create`).
    ///
    /// - Throws: ``APIError`` (400).
    static func list(in body: [String: JSONValue]) throws -> [ExternalEvent] {
        if let unknown = body.keys.sorted().first(where: { $0 != "events" }) {
            throw APIError.invalid("Unknown member '\(unknown)'; known: events", code: "unknown_field")
        }
        guard let entries = body["events"]?.array, !entries.isEmpty else {
            throw APIError.invalid("The body needs 'events', a list of at least one event", code: "field_missing")
        }
        return try entries.enumerated().map { try ExternalEvent($1, at: "events[\($0)]") }
    }

    private init(_ entry: JSONValue, at place: String) throws {
        guard let given = entry.object else {
            throw APIError.invalid("\(place) must be an object, not \(entry.kind)")
        }
        if let missing = Self.required.first(where: { given[$0] == nil }) {
            throw APIError.invalid("\(place) has no '\(missing)'", code: "field_missing")
        }
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let member = Self.members[name] else {
                throw APIError.invalid("\(place) has an unknown member '\(name)'", code: "unknown_field")
            }
            guard Self.isProper(value, member) else {
                throw APIError.invalid("\(place).\(name) has a value that it cannot have: \(value.serialized())")
            }
        }
        name = given["event"]?.string ?? ""
        port = given["port_id"]?.string ?? ""
        address = given["mac_address"]?.string ?? ""
        status = given["status"]?.string ?? ""
        guard Self.names.contains(name) else {
            let names = Self.names.sorted().joined(separator: ", ")
            throw APIError.invalid("\(place) is of no known kind: '\(name)'; known: \(names)", code: "unknown_event")
        }
    }

    private static func isProper(_ value: JSONValue, _ member: Member) -> Bool {
        switch member {
        case .text: value.string != nil
        case .uuid: value.string.map(Identifier<Never>.isUUID) ?? false
        case .address: value.string.flatMap { MACAddress($0) } != nil
        case .optionalText: value.isNull || value.string != nil
        case .optionalUUID: value.isNull || value.string.map(Identifier<Never>.isUUID) ?? false
        }
    }
}
