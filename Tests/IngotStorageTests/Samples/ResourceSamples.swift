import IngotModel

/// Resources in which every field differs from its default.
extension Samples {
    static func portgroup(_ node: Node, _ number: Int = 1) -> Portgroup {
        var group = Portgroup(id: .random(), node: node.id, createdAt: now + .seconds(number))
        group.updatedAt = now
        group.name = "group-\(number)"
        group.address = address(1000 + number)
        group.mode = "802.3ad"
        group.properties = ["miimon": 100]
        group.extra = ["a": 1]
        group.internalInfo = ["b": 2]
        group.supportsStandalonePorts = false
        group.physicalNetwork = "physnet"
        group.category = "fast"
        group.isDynamic = true
        return group
    }

    static func someChassis() -> Chassis {
        var chassis = Chassis(id: .random(), createdAt: now)
        chassis.updatedAt = now
        chassis.description = "rack 7"
        chassis.extra = ["row": "B"]
        return chassis
    }

    static func allocation(_ number: Int = 1, node: Node? = nil) -> Allocation {
        var allocation = Allocation(id: .random(), createdAt: now + .seconds(number))
        allocation.updatedAt = now
        allocation.name = "allocation-\(number)"
        allocation.node = node?.id
        allocation.resourceClass = "gold"
        allocation.traits = ["CUSTOM_A", "CUSTOM_B"]
        allocation.candidateNodes = [.random(), .random()]
        allocation.owner = "project"
        allocation.state = .error
        allocation.lastError = "none was free"
        allocation.extra = ["a": nil]
        return allocation
    }

    static func template(_ name: String = "CUSTOM_RAID") -> DeployTemplate {
        var template = DeployTemplate(id: .random(), name: name, createdAt: now)
        template.updatedAt = now
        template.steps = [["interface": "raid", "step": "create_configuration", "args": ["a": 1.5], "priority": 10]]
        template.extra = ["a": "b"]
        return template
    }

    static func runbook(_ name: String = "burn-in", owner: String? = "project", isPublic: Bool = true) -> Runbook {
        var runbook = Runbook(id: .random(), name: name, createdAt: now)
        runbook.updatedAt = now
        runbook.description = "Burns in"
        runbook.steps = [["interface": "deploy", "step": "burnin_cpu", "order": 1]]
        runbook.traits = ["CUSTOM_NEW"]
        runbook.disablesRamdisk = true
        runbook.isPublic = isPublic
        runbook.owner = owner
        runbook.extra = ["a": []]
        return runbook
    }

    static func inspectionRule(priority: Int = 7, phase: String? = "main", at second: Int = 0) -> InspectionRule {
        var rule = InspectionRule(id: .random(), createdAt: now + .seconds(second))
        rule.updatedAt = now
        rule.description = "Names the rack"
        rule.phase = phase
        rule.priority = priority
        rule.conditions = [["op": "eq", "args": ["values": [1, 2]]]]
        rule.actions = [["op": "fail", "args": ["msg": "no"]]]
        rule.isSensitive = true
        rule.scope = "hall-1"
        return rule
    }

    static func connector(_ node: Node, _ number: Int = 1) -> VolumeConnector {
        var connector = VolumeConnector(
            id: .random(), node: node.id, type: "iqn", connectorID: "iqn.2026-01.org.example:\(number)", createdAt: now)
        connector.updatedAt = now
        connector.extra = ["a": 1]
        return connector
    }

    static func target(_ node: Node, _ number: Int = 0) -> VolumeTarget {
        var target = VolumeTarget(
            id: .random(), node: node.id, volumeType: "iscsi", volumeID: "volume-\(number)", bootIndex: number,
            createdAt: now)
        target.updatedAt = now
        target.properties = ["auth_password": "s3cret"]
        target.extra = ["a": 1]
        return target
    }

    static func biosSetting(_ node: Node, _ name: String = "Turbo") -> BIOSSetting {
        var setting = BIOSSetting(node: node.id, name: name, value: "Enabled", createdAt: now)
        setting.updatedAt = now
        setting.attributeType = "Enumeration"
        setting.allowableValues = ["Enabled", "Disabled"]
        setting.lowerBound = -1
        setting.upperBound = 1
        setting.minimumLength = 2
        setting.maximumLength = 3
        setting.isReadOnly = false
        setting.isResetRequired = true
        setting.isUnique = false
        return setting
    }

    static func firmware(_ node: Node, _ component: String = "bmc") -> FirmwareComponent {
        var firmware = FirmwareComponent(node: node.id, component: component, initialVersion: "1.0", createdAt: now)
        firmware.updatedAt = now
        firmware.currentVersion = "1.1"
        firmware.lastVersionFlashed = "1.1"
        firmware.vendor = "acme"
        firmware.model = "x"
        firmware.serialNumber = "42"
        return firmware
    }

    static func history(_ node: Node, at second: Int = 0) -> HistoryEntry {
        var entry = HistoryEntry(
            node: node.id, severity: .error, event: "it broke", eventType: "power", createdAt: now + .seconds(second))
        entry.conductor = "host-1"
        entry.user = "user"
        entry.project = "project"
        entry.state = "active"
        entry.targetProvisionState = "deleted"
        entry.durationSeconds = 12
        return entry
    }
}
