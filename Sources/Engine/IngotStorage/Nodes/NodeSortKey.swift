/// A field by which nodes can be listed in order; the raw value is the API's name for it.
///
/// The peer's standing order is that of insertion, which is ``createdAt`` here.
package enum NodeSortKey: String, Sendable, Hashable, CaseIterable {
    case id = "uuid"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case name
    case driver
    case resourceClass = "resource_class"
    case conductorGroup = "conductor_group"
    case chassisID = "chassis_uuid"
    case parentNode = "parent_node"
    case description
    case owner
    case lessee
    case shard
    case automatedClean = "automated_clean"
    case disablePowerOff = "disable_power_off"
    case isProtected = "protected"
    case protectedReason = "protected_reason"
    case isRetired = "retired"
    case retiredReason = "retired_reason"
    case inMaintenance = "maintenance"
    case maintenanceReason = "maintenance_reason"
    case fault
    case health
    case biosInterface = "bios_interface"
    case bootInterface = "boot_interface"
    case consoleInterface = "console_interface"
    case deployInterface = "deploy_interface"
    case firmwareInterface = "firmware_interface"
    case inspectInterface = "inspect_interface"
    case managementInterface = "management_interface"
    case networkInterface = "network_interface"
    case powerInterface = "power_interface"
    case raidInterface = "raid_interface"
    case rescueInterface = "rescue_interface"
    case storageInterface = "storage_interface"
    case vendorInterface = "vendor_interface"
    case instanceID = "instance_uuid"
    case instanceName = "instance_name"
    case allocationID = "allocation_uuid"
    case provisionState = "provision_state"
    case targetProvisionState = "target_provision_state"
    case provisionUpdatedAt = "provision_updated_at"
    case lastError = "last_error"
    case powerState = "power_state"
    case targetPowerState = "target_power_state"
    case bootMode = "boot_mode"
    case secureBoot = "secure_boot"
    case consoleEnabled = "console_enabled"
    case inspectionStartedAt = "inspection_started_at"
    case inspectionFinishedAt = "inspection_finished_at"
    case conductor
    /// Who holds the node; the one that is no column of it, as holding a node does not change it.
    case reservation
}
