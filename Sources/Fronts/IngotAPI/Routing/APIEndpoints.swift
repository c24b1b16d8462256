/// Every route of the API, gathered from where each is declared.
enum APIEndpoints {
    /// Routes that stand outside of `/v1`.
    static func unversioned(_ services: APIServices) -> [Endpoint] {
        RootController(services: services).endpoints + OpenAPIController(services: services).endpoints
            + FilesController(services: services).endpoints
    }

    /// Routes below `/v1`.
    static func versioned(_ services: APIServices) -> [Endpoint] {
        nodes(services) + others(services)
    }

    private static func nodes(_ services: APIServices) -> [Endpoint] {
        NodesCollection(services: services).endpoints
            + NodeMaintenanceController(services: services).endpoints
            + NodeStatesController(services: services).endpoints
            + TimelineController(services: services).endpoints
            + parts(services)
    }

    /// What is found below a node.
    private static func parts(_ services: APIServices) -> [Endpoint] {
        NodeTraitsController(services: services).endpoints
            + NodeBIOSController(services: services).endpoints
            + NodeFirmwareController(services: services).endpoints
            + NodeHistoryController(services: services).endpoints
            + NodeInventoryController(services: services).endpoints
            + NodeChildrenController(services: services).endpoints
            + NodePartsController(services: services).endpoints
    }

    private static func others(_ services: APIServices) -> [Endpoint] {
        PortsCollection(services: services).endpoints
            + DriversController(services: services).endpoints
            + ConductorsController(services: services).endpoints
            + LookupController(services: services).endpoints
            + HeartbeatController(services: services).endpoints
    }
}
