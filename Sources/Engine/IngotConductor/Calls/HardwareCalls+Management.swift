import IngotHardware
import IngotModel

/// Boot devices, boot mode, secure boot and the interrupt.
extension HardwareCalls {
    private func management(_ task: NodeTask) async throws -> any ManagementInterface {
        try await fit(.management, task, as: (any ManagementInterface).self)
    }

    func bootDevice(_ task: NodeTask) async throws -> CallAnswer {
        let device = try await management(task).bootDevice(of: task)
        return CallAnswer(["boot_device": JSONValue(device.name), "persistent": JSONValue(device.isPersistent)])
    }

    func setBootDevice(_ task: NodeTask) async throws -> CallAnswer {
        let management = try await management(task)
        let name = try task.argument("boot_device", \.string, "the name of a boot device")
        let supported = try await management.supportedBootDevices(of: task)
        guard supported.contains(name) else {
            throw HardwareProblem(
                .invalidParameter,
                "the management interface '\(management.name)' of node \(task.node.id) cannot boot from '\(name)';"
                    + " supported are: \(supported.joined(separator: ", "))")
        }
        let device = BootDevice(name: name, isPersistent: task.arguments["persistent"]?.flag ?? false)
        return CallAnswer(changes: try await management.setBootDevice(device, of: task))
    }

    func supportedBootDevices(_ task: NodeTask) async throws -> CallAnswer {
        let devices = try await management(task).supportedBootDevices(of: task)
        return CallAnswer(["supported_boot_devices": .array(devices.map(JSONValue.string))])
    }

    func injectInterrupt(_ task: NodeTask) async throws -> CallAnswer {
        try await fit(.management, task, as: (any SupportsNonMaskableInterrupt).self).injectInterrupt(into: task)
        return CallAnswer()
    }

    func setBootMode(_ task: NodeTask) async throws -> CallAnswer {
        let management = try await fit(.management, task, as: (any SupportsBootMode).self)
        let mode = try task.word("target", of: BootMode.self)
        try refuseWhileUnstable(task, "boot mode")
        guard task.node.bootMode != mode.rawValue else { return CallAnswer() }
        return CallAnswer(changes: try await management.setBootMode(mode, of: task))
    }

    func setSecureBoot(_ task: NodeTask) async throws -> CallAnswer {
        let management = try await fit(.management, task, as: (any SupportsBootMode).self)
        let state: SecureBoot = try task.argument("target", \.flag, "true or false") ? .on : .off
        try refuseWhileUnstable(task, "secure boot")
        guard task.node.secureBoot != (state == .on) else { return CallAnswer() }
        return CallAnswer(changes: try await management.setSecureBoot(state, of: task))
    }

    private func refuseWhileUnstable(_ task: NodeTask, _ what: String) throws(PlanBlocker) {
        let state = task.node.provisionState
        guard state.isUnstable else { return }
        throw PlanBlocker(
            code: "invalid_state", status: 409,
            message: "the \(what) of node \(task.node.id) cannot be changed in provision state '\(state.rawValue)';"
                + " wait until the node has come to rest")
    }
}
