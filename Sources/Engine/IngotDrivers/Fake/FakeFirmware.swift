import IngotHardware
import IngotModel

/// The firmware interface `fake`: a component has the version that the last update's file is named for.
package struct FakeFirmware: OffersSteps {
    package let name = "fake"
    private let steps: FakeSteps

    package init(delay: Duration) { steps = FakeSteps(rows: [Self.update], delay: delay) }

    package func validate(_ task: NodeTask) async throws {}

    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] { steps.offered(in: phase) }

    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? { steps.body(of: step, in: phase) }

    private static let update = FakeSteps.Row(
        phases: [.clean],
        planned: PlannedStep(
            Step(.firmware, "update"), by: .conductor, .repeatable,
            taking: [
                "settings": StepParameter(
                    "a list of objects with 'component' and 'url'", .objects(having: ["component", "url"]),
                    isRequired: true)
            ],
            because: "the fake firmware offers it when asked for")
    ) { step, task in
        let components = try step.settings().map { try component($0, task) }
        var result = StepResult(detail: "pretended to update \(components.map(\.component).joined(separator: ", "))")
        result.changes.firmware = components
        return result
    }

    private static func component(
        _ given: [String: JSONValue], _ task: NodeTask
    ) throws(HardwareProblem) -> FirmwareComponent {
        guard let name = given["component"]?.string, !name.isEmpty, let url = given["url"]?.string,
            let version = url.split(separator: "/").last.map(String.init)
        else {
            throw HardwareProblem(.invalidParameter, "each firmware update needs 'component' and 'url'")
        }
        var component = FirmwareComponent(
            node: task.node.id, component: name, initialVersion: version, createdAt: task.now)
        component.currentVersion = version
        component.lastVersionFlashed = version
        return component
    }
}
