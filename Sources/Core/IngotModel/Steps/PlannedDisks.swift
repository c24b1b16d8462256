/// What becomes of a machine's disks when a plan is carried out, by the inventory of its last inspection.
package struct PlannedDisks: Sendable, Hashable {
    /// When the inventory was taken.
    package var seenAt: Timestamp
    package var disks: [BlockDevice]
    /// Where the hints in force come from, `instance_info` or `properties`; nil where there are none.
    package var hintsFrom: String?
    /// Why the hints cannot be used.
    package var hintFault: String?
    /// The disk that the image goes onto; nil where no image is written or the hints cannot be used.
    package var choice: DiskChoice?
    /// What the plan's steps destroy.
    package var losses: [DataLoss]

    /// - Parameter writesImage: whether a disk is chosen at all.
    package init(
        _ disks: [BlockDevice], seenAt: Timestamp, of node: Node, losses: [DataLoss], writesImage: Bool
    ) {
        self.seenAt = seenAt
        self.disks = disks
        self.losses = losses
        guard writesImage else { return }
        let instance = JSONValue.object(node.instanceInfo)
        let machine = JSONValue.object(node.properties)
        do {
            let hints = try RootDeviceHints.effective(instanceInfo: instance, properties: machine)
            if hints != nil {
                let own = try RootDeviceHints.effective(instanceInfo: instance, properties: nil)
                hintsFrom = own == nil ? "properties" : "instance_info"
            }
            choice = DiskChoice(among: disks, hints: hints)
        } catch {
            hintFault = error.description
        }
    }

    /// What a disk loses.
    package func losses(of disk: BlockDevice) -> [DataLoss] {
        losses.filter { $0.disks == .all || disk.name == choice?.chosen?.name }
    }

    /// What will go wrong when the agent looks for its disk; nil where nothing will.
    package var problem: String? {
        if let hintFault { return hintFault }
        guard let choice, choice.chosen == nil else { return nil }
        return disks.isEmpty
            ? "the last inspection found no disk; see to the machine, and inspect it again"
            : "none of the disks that the last inspection found can be taken: correct root_device in the node's"
                + " properties or instance_info, or inspect the machine again"
    }
}

extension PlannedDisks {
    package var json: JSONValue {
        [
            "seen_at": .string(seenAt.iso8601), "hints_from": JSONValue(hintsFrom), "problem": JSONValue(problem),
            "root_device": JSONValue(choice?.chosen?.name), "disks": .array(disks.map(json(of:))),
        ]
    }

    private func json(of disk: BlockDevice) -> JSONValue {
        let (isChosen, reasons) = verdict(on: disk)
        return [
            "name": .string(disk.name), "serial": JSONValue(disk.serial), "model": JSONValue(disk.model),
            "wwn": JSONValue(disk.wwn), "size_bytes": .integer(disk.size), "chosen": .bool(isChosen),
            "why_not": .array(reasons.map(JSONValue.string)),
            "loses": .array(losses(of: disk).map { .string($0.what) }),
        ]
    }

    private func verdict(on disk: BlockDevice) -> (isChosen: Bool, reasons: [String]) {
        switch choice?.candidates.first(where: { $0.disk == disk })?.verdict {
        case .chosen: (true, [])
        case .behind(let reason): (false, [reason])
        case .ruledOut(let reasons): (false, reasons)
        case nil: (false, [])
        }
    }
}
