/// Every route of the API, gathered from where each is declared.
enum APIEndpoints {
    /// Routes that stand outside of `/v1`.
    static func unversioned(_ services: APIServices) -> [Endpoint] {
        RootController(services: services).endpoints + OpenAPIController(services: services).endpoints
            + FilesController(services: services).endpoints + MetricsController(services: services).endpoints
    }

    /// Routes below `/v1`.
    static func versioned(_ services: APIServices) -> [Endpoint] {
        nodes(services) + resources(services) + others(services) + ofIngot(services).map(\.ofIngot)
    }

    private static func nodes(_ services: APIServices) -> [Endpoint] {
        let below =
            NodeMaintenanceController(services: services).endpoints
            + NodeStatesController(services: services).endpoints
            + ofIngotBelowNodes(services).map(\.ofIngot)
            + parts(services)
        return NodesCollection(services: services).endpoints
            + below.map { $0.method == .get ? $0 : $0.conditional(on: .node) }
    }

    /// What the Bare Metal API has not, about one node.
    private static func ofIngotBelowNodes(_ services: APIServices) -> [Endpoint] {
        PlanController(services: services).endpoints
            + TimelineController(services: services).endpoints
            + NodeLeaseController(services: services).endpoints
            + NodeQueueController(services: services).endpoints
    }

    /// What the Bare Metal API has not, about everything else.
    private static func ofIngot(_ services: APIServices) -> [Endpoint] {
        ClusterController(services: services).endpoints
            + ConductorJobsController(services: services).endpoints
            + EventStreamController(services: services).endpoints
            + BulkNodesController(services: services).endpoints
            + BulkVerbsController(services: services).endpoints
            + WhoamiController(services: services).endpoints
    }

    /// What is found below a node.
    private static func parts(_ services: APIServices) -> [Endpoint] {
        NodeTraitsController(services: services).endpoints
            + NodeBIOSController(services: services).endpoints
            + NodeFirmwareController(services: services).endpoints
            + NodeHistoryController(services: services).endpoints
            + NodeInventoryController(services: services).endpoints
            + NodeChildrenController(services: services).endpoints
            + NodeVifsController(services: services).endpoints
            + NodeVirtualMediaController(services: services).endpoints
            + NodeRAIDController(services: services).endpoints.map(\.refusingItself)
            + NodeIndicatorsController(services: services).endpoints
            + NodeVendorController(services: services).endpoints
            + NodeCallRoute.all.map { $0.endpoint(services).refusingItself }
    }

    /// What is kept besides nodes.
    private static func resources(_ services: APIServices) -> [Endpoint] {
        PortsCollection(services: services).endpoints
            + PortgroupsCollection(services: services).endpoints
            + ChassisCollection(services: services).endpoints
            + AllocationsCollection(services: services).endpoints
            + NodeAllocationController(services: services).endpoints
            + VolumeController(services: services).endpoints.map(\.refusingItself)
            + VolumeConnectorsCollection(services: services).endpoints
            + VolumeTargetsCollection(services: services).endpoints
            + DeployTemplatesCollection(services: services).endpoints
            + RunbooksCollection(services: services).endpoints
            + RunbookTraitsController(services: services).endpoints
            + InspectionRulesCollection(services: services).endpoints
    }

    private static func others(_ services: APIServices) -> [Endpoint] {
        let refusing =
            ShardsController(services: services).endpoints
            + ExternalEventsController(services: services).endpoints
            + ConductorsController(services: services).endpoints
            + LookupController(services: services).endpoints
            + HeartbeatController(services: services).endpoints
            + ContinueInspectionController(services: services).endpoints
        return refusing.map(\.refusingItself)
            + DriversController(services: services).endpoints
            + DriverFactsController(services: services).endpoints
    }
}
