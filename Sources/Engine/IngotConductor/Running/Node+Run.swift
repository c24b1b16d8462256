import IngotHardware
import IngotModel

/// What a run changes on its node.
extension Node {
    /// Shows the step that is being done in the field that clients watch.
    mutating func show(_ step: Step) {
        let shown: JSONValue = [
            "interface": .string(step.interface.rawValue), "step": .string(step.name),
            "priority": JSONValue(step.priority),
            "abortable": .bool(step.isAbortable), "args": .object(step.arguments),
        ]
        switch provisionState {
        case .cleaning, .cleanWait: cleanStep = shown
        case .deploying, .deployWait: deployStep = shown
        case .servicing, .serviceWait: serviceStep = shown
        default: break
        }
    }

    /// Takes over what a finished step found.
    mutating func take(_ result: StepResult) {
        take(result.changes)
        if result.event == .clean { forgetInstance() }
    }

    /// Takes over what an interface wants changed.
    mutating func take(_ changes: NodeChanges) {
        if let state = changes.powerState {
            powerState = state
            targetPowerState = nil
        }
        driverInternalInfo.merge(changes.internalInfo) { $1 }
        driverInternalInfo = driverInternalInfo.filter { !$0.value.isNull }
        if let isEnabled = changes.isConsoleEnabled { consoleEnabled = isEnabled }
        if let mode = changes.bootMode { bootMode = mode }
        if let state = changes.secureBoot { secureBoot = state }
        if let config = changes.targetRAIDConfig { targetRaidConfig = config }
    }

    /// Nothing is being done any more.
    mutating func rest() {
        cleanStep = [:]
        deployStep = [:]
        serviceStep = [:]
        targetPowerState = nil
        driverInternalInfo[Abortion.mark] = nil
    }

    /// A machine whose cleaning failed must not be used before somebody has looked (peer: ironic's `cleaning_error_handler`).
    mutating func holdForCleaningFailure(_ error: String) {
        inMaintenance = true
        maintenanceReason = error
        fault = "clean failure"
    }

    private mutating func forgetInstance() {
        instanceID = nil
        instanceName = nil
        instanceInfo = [:]
    }
}
