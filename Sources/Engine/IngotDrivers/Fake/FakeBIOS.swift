import IngotHardware
import IngotModel

/// The BIOS interface `fake`: the node's settings are what they were last set to (peer: ironic's `FakeBIOS`).
package struct FakeBIOS: OffersSteps {
    package let name = "fake"
    private let steps: FakeSteps

    package init(delay: Duration) { steps = FakeSteps(rows: Self.rows, delay: delay) }

    package func validate(_ task: NodeTask) async throws {}

    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] { steps.offered(in: phase) }

    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? { steps.body(of: step, in: phase) }

    private static let rows: [FakeSteps.Row] = [
        row(
            "apply_configuration",
            [
                "settings": StepParameter(
                    "a list of objects with 'name' and 'value'", .objects(having: ["name", "value"]), isRequired: true)
            ]
        ) { step, task in
            let settings = try step.settings().map { try setting($0, task) }
            var result = StepResult(detail: "\(settings.count) settings are what they were asked to be")
            result.changes.biosSettings = settings
            return result
        },
        row("factory_reset") { _, _ in
            var result = StepResult(detail: "no setting differs from the factory's")
            result.changes.biosSettings = []
            return result
        },
        row("cache_bios_settings") { _, _ in StepResult(detail: "the settings are known already") },
    ]

    private static func row(
        _ name: String, _ parameters: [String: StepParameter] = [:],
        _ result: @escaping @Sendable (Step, NodeTask) throws -> StepResult
    ) -> FakeSteps.Row {
        FakeSteps.Row(
            phases: [.clean],
            planned: PlannedStep(
                Step(.bios, name), by: .conductor, .repeatable, taking: parameters,
                because: "the fake BIOS offers it when asked for"), result: result)
    }

    private static func setting(_ given: [String: JSONValue], _ task: NodeTask) throws(HardwareProblem) -> BIOSSetting {
        guard let name = given["name"]?.string, !name.isEmpty, let value = given["value"] else {
            throw HardwareProblem(.invalidParameter, "each BIOS setting needs 'name' and 'value'")
        }
        return BIOSSetting(
            node: task.node.id, name: name, value: value.isNull ? nil : value.string ?? value.serialized(),
            createdAt: task.now)
    }
}
