import IngotHardware
import IngotModel
import IngotStorage
import Logging

/// Lets the inspection rules look at what was found, and has done what they want.
struct ApplyRules: StepBody {
    let surroundings: Surroundings

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let (rules, inventory) = try await surroundings.store.read { transaction in
            (
                try transaction.inspectionRules.inOrder(phase: Self.phase),
                try transaction.inventories.find(task.node.id)
            )
        }
        let model = inventory.flatMap { MachineKind.model(inventory: $0.inventory) }
        guard !rules.isEmpty, var inventory else {
            var result = StepResult(detail: "there are no inspection rules to apply")
            result.changes.internalInfo[MachineKind.inspectedModel] = JSONValue(model)
            return .finished(result)
        }
        let engine = RuleEngine(
            rules: rules.map(InspectionRuleBody.init), masking: surroundings.settings.maskingOfInspectionSecrets)
        let subject = RuleSubject(
            node: task.node, ports: task.ports, inventory: inventory.inventory, pluginData: inventory.pluginData)
        let work: RuleWork
        do { work = try engine.apply(to: subject) } catch { throw HardwareProblem(.failed, error.description) }
        log(work.outcome.messages, task)
        for call in work.outcome.calls { try await surroundings.webCaller.send(call) }
        var result = StepResult(
            detail: "\(work.outcome.applied.count) of \(rules.count) inspection rules applied")
        result.changes.edits = work.outcome.edits
        result.changes.internalInfo[MachineKind.inspectedModel] = JSONValue(model)
        if work.subject.pluginData != inventory.pluginData {
            inventory.pluginData = work.subject.pluginData
            result.changes.inventory = inventory
        }
        return .finished(result)
    }

    private func log(_ messages: [RuleOutcome.Message], _ task: NodeTask) {
        for message in messages {
            surroundings.logger.log(
                level: Logger.Level(rawValue: message.level) ?? .info, "an inspection rule speaks",
                metadata: ["node.uuid": "\(task.node.id)", "message": "\(message.text)"])
        }
    }

    private static let phase = "main"
}
