import IngotHardware
import IngotModel
import IngotStorage

/// What interfaces want changed, written to the node and to what is kept beside it.
extension Node {
    /// Takes the changes over; the caller writes the node.
    ///
    /// - Throws: ``HardwareProblem`` where a rule wants what cannot be, ``StorageError``.
    mutating func take(_ changes: NodeChanges, in transaction: Transaction, at now: Timestamp) throws {
        take(changes)
        for edit in changes.edits where edit.subject == .node { try edit.apply(to: &self) }
        if let inventory = changes.inventory {
            var kept = inventory
            if let before = try transaction.inventories.find(id) {
                kept.createdAt = before.createdAt
                kept.updatedAt = now
            }
            try transaction.inventories.upsert(kept)
        }
        if let settings = changes.biosSettings { try replace(settings, in: transaction, at: now) }
        for component in changes.firmware { try update(component, in: transaction, at: now) }
        try editPorts(changes.edits, in: transaction, at: now)
    }

    private mutating func take(_ changes: NodeChanges) {
        if let state = changes.powerState {
            powerState = state
            targetPowerState = nil
        }
        driverInternalInfo.merge(changes.internalInfo) { $1 }
        driverInternalInfo = driverInternalInfo.filter { !$0.value.isNull }
        properties.merge(changes.properties) { $1 }
        if let health = changes.health { self.health = health }
        if let isEnabled = changes.isConsoleEnabled { consoleEnabled = isEnabled }
        if let mode = changes.bootMode { bootMode = mode }
        if let state = changes.secureBoot { secureBoot = state }
        if let config = changes.targetRAIDConfig { targetRaidConfig = config }
    }

    private func replace(_ settings: [BIOSSetting], in transaction: Transaction, at now: Timestamp) throws {
        let known = Dictionary(
            try transaction.biosSettings.list(id).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let merged = settings.map { setting -> BIOSSetting in
            guard let before = known[setting.name] else { return setting }
            var kept = setting
            kept.createdAt = before.createdAt
            kept.updatedAt = before.value == setting.value ? before.updatedAt : now
            return kept
        }
        try transaction.biosSettings.replace(id, with: merged)
    }

    /// A component keeps the version that it was first seen with.
    private func update(_ component: FirmwareComponent, in transaction: Transaction, at now: Timestamp) throws {
        var kept = component
        if let before = try transaction.firmware.find(id, component.component) {
            kept.createdAt = before.createdAt
            kept.initialVersion = before.initialVersion
            kept.updatedAt = now
        }
        try transaction.firmware.upsert(kept)
    }

    private func editPorts(_ edits: [NodeEdit], in transaction: Transaction, at now: Timestamp) throws {
        for edit in edits {
            guard case .port(let portID) = edit.subject else { continue }
            guard var port = try transaction.ports.find(portID), port.node == id else {
                throw HardwareProblem(.invalidParameter, "node \(id) has no port \(portID) to change")
            }
            try edit.apply(to: &port)
            port.updatedAt = now
            _ = try transaction.ports.update(port)
        }
    }
}
