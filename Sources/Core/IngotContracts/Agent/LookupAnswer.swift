import IngotModel

/// What the conductor tells an agent that asks who it is: the answer to `GET /v1/lookup`.
package struct LookupAnswer: Sendable, Hashable {
    package var node: LookupNode
    package var configuration: LookupConfiguration

    package init(node: LookupNode, configuration: LookupConfiguration) {
        self.node = node
        self.configuration = configuration
    }

    package init(_ json: JSONValue) throws(WireShapeError) {
        let object = try WireObject(json, at: "lookup")
        node = try LookupNode(try object.object("node"))
        if object["config"] == nil, let timeout = try object.optionalInteger("heartbeat_timeout") {
            // Conductors of old had the time-out at the root and nothing else.
            configuration = LookupConfiguration(heartbeatTimeoutSeconds: timeout, agentToken: nil)
        } else {
            configuration = try LookupConfiguration(try object.object("config"))
        }
    }

    package var json: JSONValue { ["node": node.json, "config": configuration.json] }
}

/// The part of a node that a lookup shows; secrets are masked by the sender.
package struct LookupNode: Sendable, Hashable {
    package var uuid: String
    package var properties: JSONValue
    package var instanceInfo: JSONValue
    package var driverInternalInfo: JSONValue
    package var links: JSONValue

    package init(
        uuid: String, properties: JSONValue = [:], instanceInfo: JSONValue = [:], driverInternalInfo: JSONValue = [:],
        links: JSONValue = []
    ) {
        self.uuid = uuid
        self.properties = properties
        self.instanceInfo = instanceInfo
        self.driverInternalInfo = driverInternalInfo
        self.links = links
    }

    package init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            uuid: try object.text("uuid"), properties: object["properties"] ?? [:],
            instanceInfo: object["instance_info"] ?? [:], driverInternalInfo: object["driver_internal_info"] ?? [:],
            links: object["links"] ?? [])
    }

    package var json: JSONValue {
        [
            "uuid": .string(uuid), "properties": properties, "instance_info": instanceInfo,
            "driver_internal_info": driverInternalInfo, "links": links,
        ]
    }
}

/// What a conductor wants the agent to do its way: the `config` of a lookup's answer.
package struct LookupConfiguration: Sendable, Hashable {
    /// The text that stands for a token that was already handed out.
    package static let maskedToken = "******"

    /// Heartbeats come at 0.3 to 0.6 of this.
    package var heartbeatTimeoutSeconds: Int
    /// The token on the first lookup, ``maskedToken`` afterwards, nil below API 1.62.
    package var agentToken: String?
    package var isTokenRequired: Bool
    package var isMD5Allowed: Bool
    package var skipsImageInspection: Bool
    package var permittedImageFormats: [String]
    package var skipsBMCDetection: Bool
    package var installsBIOSBootloader: Bool
    /// `1.2` or `1.3`.
    package var tlsMinimumVersion: String?
    package var tlsCipherSuites: String?
    /// Metrics and container settings, which travel as they are.
    package var metrics: JSONValue
    package var metricsStatsd: JSONValue
    package var containers: JSONValue

    package init(
        heartbeatTimeoutSeconds: Int, agentToken: String?, isTokenRequired: Bool = true, isMD5Allowed: Bool = false,
        skipsImageInspection: Bool = false, permittedImageFormats: [String] = ["raw", "gpt", "qcow2", "iso"],
        skipsBMCDetection: Bool = false, installsBIOSBootloader: Bool = false, tlsMinimumVersion: String? = "1.3",
        tlsCipherSuites: String? = nil, metrics: JSONValue = standardMetrics,
        metricsStatsd: JSONValue = ["statsd_host": "localhost", "statsd_port": 8125],
        containers: JSONValue = standardContainers
    ) {
        self.heartbeatTimeoutSeconds = heartbeatTimeoutSeconds
        self.agentToken = agentToken
        self.isTokenRequired = isTokenRequired
        self.isMD5Allowed = isMD5Allowed
        self.skipsImageInspection = skipsImageInspection
        self.permittedImageFormats = permittedImageFormats
        self.skipsBMCDetection = skipsBMCDetection
        self.installsBIOSBootloader = installsBIOSBootloader
        self.tlsMinimumVersion = tlsMinimumVersion
        self.tlsCipherSuites = tlsCipherSuites
        self.metrics = metrics
        self.metricsStatsd = metricsStatsd
        self.containers = containers
    }

    package init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            heartbeatTimeoutSeconds: try object.integer("heartbeat_timeout"),
            agentToken: try object.optionalText("agent_token"),
            isTokenRequired: try object.optionalFlag("agent_token_required") ?? false,
            isMD5Allowed: try object.optionalFlag("agent_md5_checksum_enable") ?? false,
            skipsImageInspection: try object.optionalFlag("disable_deep_image_inspection") ?? false,
            permittedImageFormats: try object.optionalTexts("permitted_image_formats") ?? ["raw", "gpt", "qcow2"],
            skipsBMCDetection: try object.optionalFlag("agent_skip_bmc_detect") ?? false,
            installsBIOSBootloader: try object.optionalFlag("enable_bios_bootloader_install") ?? false,
            tlsMinimumVersion: try object.optionalText("tls_min_version"),
            tlsCipherSuites: try object.optionalText("tls_cipher_suites"), metrics: object["metrics"] ?? .null,
            metricsStatsd: object["metrics_statsd"] ?? .null, containers: object["agent_containers"] ?? .null)
    }

    package var json: JSONValue {
        [
            "metrics": metrics,
            "metrics_statsd": metricsStatsd,
            "heartbeat_timeout": .integer(Int64(heartbeatTimeoutSeconds)),
            "agent_containers": containers,
            "agent_token": JSONValue(agentToken),
            "agent_token_required": .bool(isTokenRequired),
            "agent_md5_checksum_enable": .bool(isMD5Allowed),
            "disable_deep_image_inspection": .bool(skipsImageInspection),
            "permitted_image_formats": .array(permittedImageFormats.map(JSONValue.string)),
            "agent_skip_bmc_detect": .bool(skipsBMCDetection),
            "enable_bios_bootloader_install": .bool(installsBIOSBootloader),
            "tls_min_version": JSONValue(tlsMinimumVersion),
            "tls_cipher_suites": JSONValue(tlsCipherSuites),
        ]
    }

    package static let standardMetrics: JSONValue = [
        "backend": "noop", "prepend_host": false, "prepend_uuid": false, "prepend_host_reverse": true,
        "global_prefix": nil,
    ]

    package static let standardContainers: JSONValue = [
        "allow_arbitrary_containers": false, "allowed_containers": [],
        "container_steps_file": "/etc/ironic-python-agent.d/mysteps.yaml", "runner": "podman", "pull_options": [],
        "run_options": ["--rm", "--network=host"],
    ]
}
