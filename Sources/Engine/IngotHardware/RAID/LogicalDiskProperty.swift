import IngotModel

/// What may be said of a logical disk; the raw value is the field's word.
package enum LogicalDiskProperty: String, Sendable, Hashable, CaseIterable {
    case raidLevel = "raid_level"
    case size = "size_gb"
    case volumeName = "volume_name"
    case isRootVolume = "is_root_volume"
    case sharesPhysicalDisks = "share_physical_disks"
    case diskType = "disk_type"
    case interfaceType = "interface_type"
    case physicalDiskCount = "number_of_physical_disks"
    case controller
    case physicalDisks = "physical_disks"

    package var isRequired: Bool { self == .raidLevel || self == .size }

    /// The values that are allowed, in words.
    package var range: String { Self.table[self]?.range ?? "" }

    /// Range and meaning, as `GET …/raid/logical_disk_properties` shows them.
    package var meaning: String {
        guard let row = Self.table[self] else { return "" }
        return "\(row.meaning): \(row.range). \(isRequired ? "Required." : "Optional.")"
    }

    package func allows(_ value: JSONValue) -> Bool {
        switch self {
        case .raidLevel: Self.levels.contains(value.string ?? "")
        case .size: value == "MAX" || (value.isWhole && (value.integer ?? -1) >= 0)
        case .physicalDiskCount: value.isWhole && (value.integer ?? 0) > 0
        case .volumeName, .controller: value.string != nil
        case .isRootVolume, .sharesPhysicalDisks: value.bool != nil
        case .diskType: Self.diskTypes.contains(value.string ?? "")
        case .interfaceType: Self.interfaceTypes.contains(value.string ?? "")
        case .physicalDisks: Self.names(disks: value)
        }
    }

    /// Disks are given by name, or, two at least, by hints.
    private static func names(disks value: JSONValue) -> Bool {
        guard let items = value.array else { return false }
        return items.allSatisfy { $0.string != nil } || (items.count >= 2 && items.allSatisfy { $0.object != nil })
    }

    private static let levels: Set = ["JBOD", "0", "1", "2", "5", "6", "1+0", "5+0", "6+0"]
    private static let diskTypes: Set = ["hdd", "ssd"]
    private static let interfaceTypes: Set = ["sata", "scsi", "sas"]

    private static let table: [LogicalDiskProperty: (meaning: String, range: String)] = [
        .raidLevel: ("How the disks work together", "one of JBOD, 0, 1, 2, 5, 6, 1+0, 5+0 and 6+0"),
        .size: ("How large the logical disk is", "a whole number of GiB, or MAX for all that is left"),
        .volumeName: ("What the volume is called; made up where it is not given", "a string"),
        .isRootVolume: ("Whether the instance boots from it; false by default", "true or false"),
        .sharesPhysicalDisks: ("Whether other logical disks may use its disks; false by default", "true or false"),
        .diskType: ("The kind of disks to choose from", "hdd or ssd"),
        .interfaceType: ("How the disks to choose from are connected", "sata, scsi or sas"),
        .physicalDiskCount: ("How many disks to use; by default as few as the level needs", "a whole number above 0"),
        .controller: ("The RAID controller to use; chosen by the driver where it is not given", "a string"),
        .physicalDisks: (
            "The disks to use, beside 'controller'; chosen by the driver where they are not given",
            "a list of disk names, or of two or more objects with hints"
        ),
    ]
}

extension JSONValue {
    fileprivate var isWhole: Bool { if case .integer = self { true } else { integer != nil && bool == nil } }
}
