import IngotModel

/// What an operator wants a machine's disks to be: the field's `target_raid_config`.
///
/// Rules are those of the Bare Metal API's RAID schema (peer: ironic 39.0.0, `raid_config_schema.json`).
package struct RAIDConfiguration: Sendable, Hashable {
    package let json: [String: JSONValue]
    package let logicalDisks: [[String: JSONValue]]

    /// - Throws: ``HardwareProblem`` naming the first thing that is wrong.
    package init(_ json: [String: JSONValue]) throws(HardwareProblem) {
        if let stranger = json.keys.sorted().first(where: { $0 != "logical_disks" }) {
            throw Self.problem("'\(stranger)' is not known; only 'logical_disks' is")
        }
        guard let disks = json["logical_disks"]?.array, !disks.isEmpty else {
            throw Self.problem("'logical_disks' must be a list with at least one logical disk")
        }
        var read: [[String: JSONValue]] = []
        for (index, disk) in disks.enumerated() {
            guard let properties = disk.object else {
                throw Self.problem("logical_disks/\(index) must be an object, but is of type \(disk.kind)")
            }
            try Self.check(properties, at: "logical_disks/\(index)")
            read.append(properties)
        }
        guard read.count(where: { $0["is_root_volume"] == true }) < 2 else {
            throw Self.problem("only one logical disk may have 'is_root_volume' set")
        }
        self.json = json
        logicalDisks = read
    }

    private static func check(_ disk: [String: JSONValue], at place: String) throws(HardwareProblem) {
        for (name, value) in disk.sorted(by: { $0.key < $1.key }) {
            guard let property = LogicalDiskProperty(rawValue: name) else {
                let known = LogicalDiskProperty.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw problem("\(place)/\(name) is not known; known are: \(known)")
            }
            guard property.allows(value) else {
                throw problem("\(place)/\(name) must be \(property.range), but is \(value.serialized())")
            }
        }
        for property in LogicalDiskProperty.allCases where property.isRequired && disk[property.rawValue] == nil {
            throw problem("\(place)/\(property.rawValue) is missing; it must be \(property.range)")
        }
        if disk["physical_disks"] != nil, disk["controller"] == nil {
            throw problem("\(place)/physical_disks needs 'controller' beside it")
        }
    }

    private static func problem(_ reason: String) -> HardwareProblem {
        HardwareProblem(.invalidParameter, "the RAID configuration is wrong: \(reason)")
    }
}
