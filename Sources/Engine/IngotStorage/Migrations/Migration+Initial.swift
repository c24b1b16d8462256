extension Migration {
    /// Nodes and all that hangs on them, requests, leases, runs with their journal, conductors with their offers.
    ///
    /// Names of unique constraints end in the column they guard, as `node.name_unique`: from that the PostgreSQL engine
    /// tells which field was a duplicate. SQLite names the column itself.
    static let initial = Migration("0001-initial") { dialect in
        [
            node(dialect.text), port(dialect.text), agentRecord(dialect.text), nodeRequest(dialect.text),
            lease(dialect.text), run(dialect.text), journal(dialect.text), conductor(dialect.text),
            offeredInterface(dialect.text),
        ] + nodeIndexes + portIndexes + workIndexes
    }

    private static func node(_ text: String) -> String {
        """
        CREATE TABLE node (
            uuid \(text) NOT NULL,
            revision BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT,
            name \(text),
            driver \(text) NOT NULL,
            driver_info \(text) NOT NULL,
            properties \(text) NOT NULL,
            extra \(text) NOT NULL,
            network_data \(text) NOT NULL,
            resource_class \(text),
            conductor_group \(text) NOT NULL,
            chassis_uuid \(text),
            parent_node \(text),
            description \(text),
            owner \(text),
            lessee \(text),
            shard \(text),
            automated_clean BIGINT,
            disable_power_off BIGINT NOT NULL,
            protected BIGINT NOT NULL,
            protected_reason \(text),
            retired BIGINT NOT NULL,
            retired_reason \(text),
            maintenance BIGINT NOT NULL,
            maintenance_reason \(text),
            fault \(text),
            bios_interface \(text),
            boot_interface \(text),
            console_interface \(text),
            deploy_interface \(text),
            firmware_interface \(text),
            inspect_interface \(text),
            management_interface \(text),
            network_interface \(text),
            power_interface \(text),
            raid_interface \(text),
            rescue_interface \(text),
            storage_interface \(text),
            vendor_interface \(text),
            instance_uuid \(text),
            instance_name \(text),
            instance_info \(text) NOT NULL,
            allocation_uuid \(text),
            provision_state \(text) NOT NULL,
            target_provision_state \(text),
            provision_updated_at BIGINT,
            last_error \(text),
            power_state \(text),
            target_power_state \(text),
            clean_step \(text) NOT NULL,
            deploy_step \(text) NOT NULL,
            service_step \(text) NOT NULL,
            driver_internal_info \(text) NOT NULL,
            raid_config \(text) NOT NULL,
            target_raid_config \(text) NOT NULL,
            boot_mode \(text),
            secure_boot BIGINT,
            console_enabled BIGINT NOT NULL,
            inspection_started_at BIGINT,
            inspection_finished_at BIGINT,
            conductor \(text),
            CONSTRAINT "node.uuid_unique" PRIMARY KEY (uuid)
        )
        """
    }

    private static let nodeIndexes =
        [
            "CREATE UNIQUE INDEX \"node.name_unique\" ON node (name) WHERE name IS NOT NULL",
            "CREATE UNIQUE INDEX \"node.instance_uuid_unique\" ON node (instance_uuid) WHERE instance_uuid IS NOT NULL",
            "CREATE INDEX node_created_at ON node (created_at, uuid)",
        ]
        + [
            "provision_state", "driver", "resource_class", "conductor_group", "owner", "lessee", "shard",
            "parent_node", "chassis_uuid", "conductor",
        ].map { "CREATE INDEX node_\($0) ON node (\($0))" }

    private static func port(_ text: String) -> String {
        """
        CREATE TABLE port (
            uuid \(text) NOT NULL,
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            address \(text) NOT NULL,
            revision BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT,
            name \(text),
            description \(text),
            extra \(text) NOT NULL,
            internal_info \(text) NOT NULL,
            local_link_connection \(text) NOT NULL,
            physical_network \(text),
            portgroup_uuid \(text),
            pxe_enabled BIGINT NOT NULL,
            is_smartnic BIGINT NOT NULL,
            available_for_dynamic_portgroup BIGINT NOT NULL,
            category \(text),
            vendor \(text),
            CONSTRAINT "port.uuid_unique" PRIMARY KEY (uuid)
        )
        """
    }

    private static let portIndexes = [
        "CREATE UNIQUE INDEX \"port.address_unique\" ON port (address)",
        "CREATE UNIQUE INDEX \"port.name_unique\" ON port (name) WHERE name IS NOT NULL",
        "CREATE INDEX port_node_uuid ON port (node_uuid)",
        "CREATE INDEX port_created_at ON port (created_at, uuid)",
    ]

    private static func agentRecord(_ text: String) -> String {
        """
        CREATE TABLE agent_record (
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            token \(text),
            token_pregenerated BIGINT NOT NULL,
            url \(text),
            version \(text),
            certificate \(text),
            status \(text),
            status_message \(text),
            last_heartbeat BIGINT,
            CONSTRAINT "agent_record.node_uuid_unique" PRIMARY KEY (node_uuid)
        )
        """
    }

    private static func nodeRequest(_ text: String) -> String {
        """
        CREATE TABLE node_request (
            uuid \(text) NOT NULL,
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            kind \(text) NOT NULL,
            arguments \(text) NOT NULL,
            requested_at BIGINT NOT NULL,
            api_request \(text),
            state \(text) NOT NULL,
            claimed_by \(text),
            reply \(text),
            CONSTRAINT "node_request.uuid_unique" PRIMARY KEY (uuid)
        )
        """
    }

    /// Outlives the lease itself, so that the fence only grows: a row without a holder is a node that nobody holds.
    private static func lease(_ text: String) -> String {
        """
        CREATE TABLE lease (
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            holder \(text),
            incarnation \(text),
            fence BIGINT NOT NULL,
            purpose \(text),
            since BIGINT,
            expires_at BIGINT,
            CONSTRAINT "lease.node_uuid_unique" PRIMARY KEY (node_uuid)
        )
        """
    }

    private static func run(_ text: String) -> String {
        """
        CREATE TABLE run (
            uuid \(text) NOT NULL,
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            kind \(text) NOT NULL,
            arguments \(text) NOT NULL,
            plan \(text) NOT NULL,
            state \(text) NOT NULL,
            "position" BIGINT NOT NULL,
            requested_at BIGINT NOT NULL,
            started_at BIGINT NOT NULL,
            finished_at BIGINT,
            wake_at BIGINT,
            deadline BIGINT,
            error \(text),
            CONSTRAINT "run.uuid_unique" PRIMARY KEY (uuid)
        )
        """
    }

    private static func journal(_ text: String) -> String {
        """
        CREATE TABLE journal (
            run_uuid \(text) NOT NULL REFERENCES run (uuid) ON DELETE CASCADE,
            sequence BIGINT NOT NULL,
            at BIGINT NOT NULL,
            kind \(text) NOT NULL,
            step_index BIGINT,
            ticket \(text),
            detail \(text),
            CONSTRAINT "journal.sequence_unique" PRIMARY KEY (run_uuid, sequence)
        )
        """
    }

    private static func conductor(_ text: String) -> String {
        """
        CREATE TABLE conductor (
            hostname \(text) NOT NULL,
            conductor_group \(text) NOT NULL,
            incarnation \(text) NOT NULL,
            started_at BIGINT NOT NULL,
            last_seen BIGINT NOT NULL,
            online BIGINT NOT NULL,
            drivers \(text) NOT NULL,
            CONSTRAINT "conductor.hostname_unique" PRIMARY KEY (hostname)
        )
        """
    }

    private static func offeredInterface(_ text: String) -> String {
        """
        CREATE TABLE offered_interface (
            hostname \(text) NOT NULL REFERENCES conductor (hostname) ON DELETE CASCADE,
            hardware_type \(text) NOT NULL,
            kind \(text) NOT NULL,
            implementation \(text) NOT NULL,
            is_default BIGINT NOT NULL,
            CONSTRAINT "offered_interface.implementation_unique"
                PRIMARY KEY (hostname, hardware_type, kind, implementation)
        )
        """
    }

    private static let workIndexes = [
        "CREATE INDEX node_request_state ON node_request (state, requested_at)",
        "CREATE INDEX node_request_node_uuid ON node_request (node_uuid)",
        "CREATE INDEX lease_expires_at ON lease (expires_at)",
        // At most one active run per node.
        "CREATE UNIQUE INDEX \"run.node_uuid_unique\" ON run (node_uuid) WHERE state IN ('running', 'suspended')",
        "CREATE INDEX run_node_uuid ON run (node_uuid, started_at)",
        "CREATE INDEX run_active ON run (state, wake_at) WHERE state IN ('running', 'suspended')",
        "CREATE INDEX run_finished_at ON run (finished_at)",
    ]
}
