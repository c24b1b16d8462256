/// What a step destroys on a machine's disks.
package struct DataLoss: Sendable, Hashable {
    package enum Disks: Sendable, Hashable {
        /// Every disk that is not taken out on purpose.
        case all
        /// The one that the image goes onto.
        case rootDevice
    }

    /// In words that end a sentence such as "it destroys …".
    package var what: String
    package var disks: Disks

    package init(_ what: String, on disks: Disks) {
        self.what = what
        self.disks = disks
    }

    /// What automated cleaning does where the agent has not told its steps yet.
    package static let unknownCleaning = DataLoss(
        "what the agent's cleaning steps erase, at least partition tables and file system signatures", on: .all)

    /// What steps of these names destroy, whoever does them (peer: the steps of ironic and of its agent).
    package static func usual(_ step: Step) -> DataLoss? { table[step.qualifiedName] }

    private static let table: [String: DataLoss] = {
        let everything = "everything"
        let signatures = "partition tables and file system signatures"
        let volumes = "the RAID volumes and what is on them"
        return [
            "deploy.erase_devices": DataLoss(everything, on: .all),
            "deploy.erase_devices_express": DataLoss(everything, on: .all),
            "deploy.erase_devices_metadata": DataLoss(signatures, on: .all),
            "deploy.write_image": DataLoss(everything, on: .rootDevice),
            "raid.apply_configuration": DataLoss(volumes, on: .all),
            "raid.create_configuration": DataLoss(volumes, on: .all),
            "raid.delete_configuration": DataLoss(volumes, on: .all),
        ]
    }()
}

extension DataLoss {
    /// The loss for people, with where it happens.
    package var text: String {
        switch disks {
        case .all: "\(what), on every disk of the machine"
        case .rootDevice: "\(what) on the disk that is chosen as root device"
        }
    }
}
