import IngotModel

@testable import IngotStorage

/// Values to store, each different from every default.
enum Samples {
    static let now = Timestamp(microseconds: 1_772_368_245_250_000)

    static func node(_ change: (inout Node) -> Void = { _ in }) -> Node {
        var node = Node(id: .random(), driver: "fake-hardware", createdAt: now)
        change(&node)
        return node
    }

    static let chassis = Chassis(id: someChassisID, createdAt: now)
    private static let someChassisID = ChassisID.random()

    /// A node that wants ``chassis`` to be there.
    static func fullNode() -> Node {
        node { node in
            node.revision = 7
            node.updatedAt = now + .seconds(1)
            node.name = "rack-1-é-🂡"
            node.driver = "redfish"
            for kind in InterfaceKind.allCases { node.interfaces[kind] = "\(kind.rawValue)-implementation" }
            node.driverInfo = ["redfish_password": "s3cret", "deep": [1, 2.5, nil, true, ["a": []]]]
            node.properties = ["memory_mb": 4096]
            node.extra = ["quotes": "\"'\\;--", "newline": "a\nb\tc"]
            node.networkData = ["links": []]
            node.resourceClass = "gold"
            node.conductorGroup = "hall-2"
            node.chassisID = chassis.id.text
            node.parentNode = "8e1f7a2c-0000-4000-8000-000000000002"
            node.description = "the %_ one"
            node.owner = "owner"
            node.lessee = "lessee"
            node.shard = "shard-1"
            node.automatedClean = false
            node.disablePowerOff = true
            node.isProtected = true
            node.protectedReason = "mine"
            node.isRetired = true
            node.retiredReason = "old"
            node.inMaintenance = true
            node.maintenanceReason = "fan"
            node.maintenanceSince = now
            node.maintenanceBy = "ann"
            node.fault = "power failure"
            node.health = "Warning"
            node.traits = ["CUSTOM_GOLD", "HW_CPU_X86_VMX"]
            node.instanceID = "8e1f7a2c-0000-4000-8000-000000000003"
            node.instanceName = "web"
            node.instanceInfo = ["image_source": "http://192.0.2.1/image"]
            node.allocationID = "8e1f7a2c-0000-4000-8000-000000000004"
            node.provisionState = .deployWait
            node.targetProvisionState = .active
            node.provisionUpdatedAt = now + .seconds(2)
            node.lastError = "none worth telling"
            node.powerState = .on
            node.targetPowerState = .off
            node.cleanStep = ["step": "erase"]
            node.deployStep = ["step": "write"]
            node.serviceStep = nil
            node.driverInternalInfo = ["clean_steps": [["step": "a"]]]
            node.raidConfig = ["logical_disks": []]
            node.targetRaidConfig = ["logical_disks": [["size_gb": 10]]]
            node.bootMode = "uefi"
            node.secureBoot = true
            node.consoleEnabled = true
            node.inspectionStartedAt = now - .seconds(60)
            node.inspectionFinishedAt = now - .seconds(30)
            node.conductor = "host-1"
        }
    }

    static func address(_ number: Int) -> MACAddress {
        let digits = String(number, radix: 16)
        let padded = String(repeating: "0", count: 4 - digits.count) + digits
        return MACAddress("52:54:00:00:\(padded.prefix(2)):\(padded.suffix(2))") ?? address(0)
    }

    static func port(_ node: Node, _ number: Int = 1, _ change: (inout Port) -> Void = { _ in }) -> Port {
        var port = Port(id: .random(), node: node.id, address: address(number), createdAt: now)
        change(&port)
        return port
    }

    static let plan = Plan(
        verb: "active", from: .available, target: .active,
        steps: [
            PlannedStep(
                Step(.deploy, "write_image", priority: 80, arguments: ["speed": 1]), by: .agent, .resumable,
                because: "the image goes to disk")
        ], destroys: ["all data"], reboots: 1, notes: ["fast track"])

    static func run(_ node: Node, _ change: (inout Run) -> Void = { _ in }) -> Run {
        var run = Run(
            node: node.id, kind: .provision(.active), arguments: ["configdrive": "x"], plan: plan,
            requestedAt: now - .seconds(1), startedAt: now)
        change(&run)
        return run
    }

    static func request(_ node: Node, at moment: Timestamp = now) -> NodeRequest {
        NodeRequest(
            node: node.id, kind: .provision(.provide), arguments: ["timeout": 5], requestedAt: moment,
            apiRequest: "req-1")
    }
}

extension Transaction {
    /// A stored node with its lease held by `host-1`.
    func heldNode(for duration: Duration = .seconds(60)) throws -> (Node, Lease) {
        let node = Samples.node()
        try nodes.insert(node)
        let lease = try leases.acquire(
            node.id, holder: "host-1", incarnation: "a", purpose: "provision:active", now: Samples.now,
            duration: duration)
        guard let lease else { throw LeaseLost(node: node.id, fence: 0) }
        return (node, lease)
    }
}
