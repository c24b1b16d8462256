import IngotHardware
import IngotModel

extension HardwareCalls {
    /// An empty configuration takes back the one before, also where the node's interface knows nothing of RAID.
    func setTargetRAIDConfig(_ task: NodeTask) async throws -> CallAnswer {
        let wanted = try task.argument("target_raid_config", \.object, "an object")
        if !wanted.isEmpty {
            try await raid(task).validate(RAIDConfiguration(wanted), of: task)
        }
        var changes = NodeChanges()
        changes.targetRAIDConfig = wanted
        return CallAnswer(changes: changes)
    }

    private func raid(_ task: NodeTask) throws -> any RAIDInterface {
        do {
            return try catalog.interface(.raid, of: task.node, as: (any RAIDInterface).self)
        } catch  where error.code == .unsupported {
            throw PlanBlocker(code: error.code.rawValue, status: 404, message: error.message)
        }
    }
}
