import IngotModel
import IngotStorage

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
        case .cleaning, .cleanWait, .cleanHold: cleanStep = shown
        case .deploying, .deployWait, .deployHold: deployStep = shown
        case .servicing, .serviceWait, .serviceHold: serviceStep = shown
        default: break
        }
    }

    /// Whether clients see a step as being done.
    var showsStep: Bool { [cleanStep, deployStep, serviceStep].contains { $0 != [:] } }

    /// Nothing is being done any more.
    mutating func rest() {
        cleanStep = [:]
        deployStep = [:]
        serviceStep = [:]
        targetPowerState = nil
        driverInternalInfo[Abortion.mark] = nil
        endInterlude()
    }

    /// A machine on which a step of cleaning or service failed must not be used before somebody has looked (peer:
    /// ironic's `cleaning_error_handler` and `servicing_error_handler`).
    mutating func holdForFailure(in state: ProvisionState, _ error: String) {
        guard let fault = Self.fault(ofFailureIn: state) else { return }
        enterMaintenance(for: fault, because: error)
    }

    /// What puts a node into maintenance when a step fails in a state; nil where nothing does.
    static func fault(ofFailureIn state: ProvisionState) -> Fault? { faults[state] }

    private static let faults: [ProvisionState: Fault] = [
        .cleaning: .clean, .cleanWait: .clean, .servicing: .service, .serviceWait: .service,
    ]

    /// The instance is no longer on this machine, nor the allocation that brought it here.
    mutating func forgetInstance(in transaction: Transaction) throws {
        instanceID = nil
        instanceName = nil
        instanceInfo = [:]
        for member in ["instance", "root_uuid_or_disk_id", "is_whole_disk_image"] { driverInternalInfo[member] = nil }
        guard let allocation = allocationID else { return }
        allocationID = nil
        guard let id = AllocationID(allocation) else { return }
        try transaction.nodes.lock(self.id)
        guard try transaction.allocations.find(id) != nil else { return }
        try transaction.allocations.delete(id)
    }
}
