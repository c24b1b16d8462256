import IngotHardware
import IngotModel

/// The vendor interface `fake`: a few methods to try vendor calls with, and their steps (peer: ironic's `FakeVendorB`).
package struct FakeVendor: VendorInterface, OffersSteps {
    package let name = "fake"
    package let properties = [
        "B1": "A value for trying things out; nothing reads it.",
        "B2": "Another value for trying things out; nothing reads it.",
    ]
    package let methods = [
        VendorMethod("second_method", "Tells whether 'bar' is 'kazoo'."),
        VendorMethod("third_method_sync", "Tells at once whether 'bar' is 'meow'.", isAsynchronous: false),
        VendorMethod("fourth_method_shared_lock", "Tells whether 'bar' is 'woof', beside others.", needsLease: false),
        VendorMethod("log_passthrough", "Passes its arguments through to nobody."),
    ]
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}

    package func call(
        _ method: VendorMethod, _ arguments: [String: JSONValue], on task: NodeTask
    ) async throws -> VendorReply {
        guard let expected = Self.answers[method.name] else { return VendorReply() }
        guard let bar = arguments["bar"], bar.isTrue else {
            throw HardwareProblem(
                .invalidParameter, "the vendor method '\(method.name)' needs the argument 'bar', which is not given")
        }
        return VendorReply(.bool(bar.string == expected))
    }

    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        switch phase {
        case .clean: [Self.log(priority: 1, requiresRamdisk: true)]
        case .service: [Self.log(priority: 0, requiresRamdisk: false), Self.wait]
        default: []
        }
    }

    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        switch (phase, step.name) {
        case (.clean, "log_passthrough"), (.service, "log_passthrough"):
            FakeStep(delay: delay, detail: "pretended to pass a log through")
        case (.service, "trigger_servicewait"): HeartbeatWait()
        default: nil
        }
    }

    private static func log(priority: Int, requiresRamdisk: Bool) -> PlannedStep {
        PlannedStep(
            Step(.vendor, "log_passthrough", priority: priority, requiresRamdisk: requiresRamdisk), by: .conductor,
            .repeatable, taking: [:], because: "the fake vendor offers it with priority \(priority)")
    }

    private static let wait = PlannedStep(
        Step(.vendor, "trigger_servicewait"), by: .conductor, .resumable, taking: [:],
        because: "the fake vendor offers it when asked for")

    private static let answers = [
        "second_method": "kazoo", "third_method_sync": "meow", "fourth_method_shared_lock": "woof",
    ]
}

extension JSONValue {
    /// Whether something was given that is not empty.
    fileprivate var isTrue: Bool { !isNull && self != "" && self != false && self != 0 && self != [] && self != [:] }
}
