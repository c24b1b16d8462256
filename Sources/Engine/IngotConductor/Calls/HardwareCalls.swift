import IngotHardware
import IngotModel

/// Carries out calls on the interfaces of a node; one file holds the calls of each kind of interface.
struct HardwareCalls: Sendable {
    let catalog: HardwareCatalog

    /// Whether the call needs the node for itself; a vendor's methods differ.
    func needsLease(_ call: HardwareCall, _ task: NodeTask) throws -> Bool {
        call == .vendorCall ? try vendorMethod(task).needsLease : call.changesNode
    }

    /// - Throws: ``HardwareProblem`` or ``PlanBlocker`` where it cannot be done.
    func perform(_ call: HardwareCall, _ task: NodeTask) async throws -> CallAnswer {
        switch call {
        case .bootDeviceGet: try await bootDevice(task)
        case .bootDeviceSet: try await setBootDevice(task)
        case .bootDeviceSupported: try await supportedBootDevices(task)
        case .injectNMI: try await injectInterrupt(task)
        case .indicators: try await indicators(task)
        case .indicatorGet: try await indicatorState(task)
        case .indicatorSet: try await setIndicator(task)
        case .bootModeSet: try await setBootMode(task)
        case .secureBootSet: try await setSecureBoot(task)
        case .virtualMediaList: try await virtualMedia(task)
        case .virtualMediaAttach: try await attachVirtualMedia(task)
        case .virtualMediaDetach: try await detachVirtualMedia(task)
        case .consoleGet: try await console(task)
        case .consoleSet: try await setConsole(task)
        case .raidSet: try await setTargetRAIDConfig(task)
        case .vendorMethods: try vendorMethods(task)
        case .vendorCall: try await callVendor(task)
        case .vifList: try await virtualInterfaces(task)
        case .vifAttach: try await attachVirtualInterface(task)
        case .vifDetach: try await detachVirtualInterface(task)
        }
    }

    /// The node's interface of a kind, found fit for the node.
    func fit<Interface>(
        _ kind: InterfaceKind, _ task: NodeTask, as type: Interface.Type
    ) async throws -> Interface {
        let interface = try catalog.interface(kind, of: task.node, as: type)
        try await catalog.interface(kind, of: task.node).validate(task)
        return interface
    }
}

extension NodeTask {
    /// An argument of the call.
    ///
    /// - Throws: ``HardwareProblem`` where it is not given or of another type.
    func argument<Value>(
        _ name: String, _ read: (JSONValue) -> Value?, _ range: String
    ) throws(HardwareProblem) -> Value {
        guard let given = arguments[name], !given.isNull else {
            throw HardwareProblem(.invalidParameter, "the argument '\(name)' is missing; it must be \(range)")
        }
        guard let value = read(given) else {
            throw HardwareProblem(
                .invalidParameter, "the argument '\(name)' must be \(range), but is \(given.serialized())")
        }
        return value
    }

    /// An argument that is one word of a set.
    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, of type: Word.Type
    ) throws(HardwareProblem) -> Word where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        return try argument(name, { $0.string.flatMap(Word.init) }, "one of: \(words)")
    }
}
