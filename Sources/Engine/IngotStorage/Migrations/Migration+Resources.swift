extension Migration {
    /// The rest of the field's resources, the stream of events, and indexes by which a page of a list takes the same
    /// time however long the list is.
    static let resources = Migration("0002-resources") { dialect in
        newColumns(dialect)
            + [
                chassis(dialect.text), portgroup(dialect.text), allocation(dialect.text), deployTemplate(dialect.text),
                runbook(dialect.text), inspectionRule(dialect.text), volumeConnector(dialect.text),
                volumeTarget(dialect.text), biosSetting(dialect.text), firmwareComponent(dialect.text),
                nodeHistory(dialect.text), nodeInventory(dialect.text), event(dialect),
            ] + nodeIndexes(dialect) + resourceIndexes(dialect)
    }

    private static func newColumns(_ dialect: Dialect) -> [String] {
        [
            "ALTER TABLE node ADD COLUMN traits \(dialect.text) NOT NULL DEFAULT '[]'",
            "ALTER TABLE node ADD COLUMN health \(dialect.text)",
            "ALTER TABLE agent_record ADD COLUMN changes BIGINT NOT NULL DEFAULT 1",
            // By which nodes are found by their traits; what a node shows is its own column.
            """
            CREATE TABLE node_trait (
                trait \(dialect.text) NOT NULL,
                node_uuid \(dialect.text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
                CONSTRAINT "node_trait.trait_unique" PRIMARY KEY (trait, node_uuid)
            )
            """,
            "CREATE INDEX node_trait_node_uuid ON node_trait (node_uuid)",
        ]
    }

    /// What every resource begins with.
    private static func resource(_ name: String, _ text: String, _ columns: String) -> String {
        """
        CREATE TABLE \(name) (
            uuid \(text) NOT NULL,
            revision BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT,
            \(columns),
            CONSTRAINT "\(name).uuid_unique" PRIMARY KEY (uuid)
        )
        """
    }

    private static func chassis(_ text: String) -> String {
        resource("chassis", text, "description \(text), extra \(text) NOT NULL")
    }

    private static func portgroup(_ text: String) -> String {
        resource(
            "portgroup", text,
            """
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            name \(text),
            address \(text),
            mode \(text) NOT NULL,
            properties \(text) NOT NULL,
            extra \(text) NOT NULL,
            internal_info \(text) NOT NULL,
            standalone_ports_supported BIGINT NOT NULL,
            physical_network \(text),
            category \(text),
            dynamic_portgroup BIGINT NOT NULL
            """)
    }

    private static func allocation(_ text: String) -> String {
        resource(
            "allocation", text,
            """
            name \(text),
            node_uuid \(text) REFERENCES node (uuid) ON DELETE CASCADE,
            resource_class \(text),
            traits \(text) NOT NULL,
            candidate_nodes \(text) NOT NULL,
            owner \(text),
            state \(text) NOT NULL,
            last_error \(text),
            extra \(text) NOT NULL
            """)
    }

    private static func deployTemplate(_ text: String) -> String {
        resource(
            "deploy_template", text,
            "name \(text) NOT NULL, steps \(text) NOT NULL, extra \(text) NOT NULL")
    }

    private static func runbook(_ text: String) -> String {
        resource(
            "runbook", text,
            """
            name \(text) NOT NULL,
            description \(text),
            steps \(text) NOT NULL,
            traits \(text) NOT NULL,
            disable_ramdisk BIGINT NOT NULL,
            "public" BIGINT NOT NULL,
            owner \(text),
            extra \(text) NOT NULL
            """)
    }

    private static func inspectionRule(_ text: String) -> String {
        resource(
            "inspection_rule", text,
            """
            description \(text),
            phase \(text),
            priority BIGINT NOT NULL,
            conditions \(text) NOT NULL,
            actions \(text) NOT NULL,
            sensitive BIGINT NOT NULL,
            scope \(text)
            """)
    }

    private static func volumeConnector(_ text: String) -> String {
        resource(
            "volume_connector", text,
            """
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            type \(text) NOT NULL,
            connector_id \(text) NOT NULL,
            extra \(text) NOT NULL
            """)
    }

    private static func volumeTarget(_ text: String) -> String {
        resource(
            "volume_target", text,
            """
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            volume_type \(text) NOT NULL,
            volume_id \(text) NOT NULL,
            boot_index BIGINT NOT NULL,
            properties \(text) NOT NULL,
            extra \(text) NOT NULL
            """)
    }

    private static func biosSetting(_ text: String) -> String {
        """
        CREATE TABLE bios_setting (
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            name \(text) NOT NULL,
            value \(text),
            created_at BIGINT NOT NULL,
            updated_at BIGINT,
            attribute_type \(text),
            allowable_values \(text),
            lower_bound BIGINT,
            upper_bound BIGINT,
            min_length BIGINT,
            max_length BIGINT,
            read_only BIGINT,
            reset_required BIGINT,
            "unique" BIGINT,
            CONSTRAINT "bios_setting.name_unique" PRIMARY KEY (node_uuid, name)
        )
        """
    }

    private static func firmwareComponent(_ text: String) -> String {
        """
        CREATE TABLE firmware_component (
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            component \(text) NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT,
            initial_version \(text) NOT NULL,
            current_version \(text),
            last_version_flashed \(text),
            vendor \(text),
            model \(text),
            serial_number \(text),
            CONSTRAINT "firmware_component.component_unique" PRIMARY KEY (node_uuid, component)
        )
        """
    }

    private static func nodeHistory(_ text: String) -> String {
        """
        CREATE TABLE node_history (
            uuid \(text) NOT NULL,
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            created_at BIGINT NOT NULL,
            severity \(text) NOT NULL,
            event_type \(text),
            event \(text),
            conductor \(text),
            "user" \(text),
            project \(text),
            state \(text),
            target_provision_state \(text),
            duration_seconds BIGINT,
            CONSTRAINT "node_history.uuid_unique" PRIMARY KEY (uuid)
        )
        """
    }

    private static func nodeInventory(_ text: String) -> String {
        """
        CREATE TABLE node_inventory (
            node_uuid \(text) NOT NULL REFERENCES node (uuid) ON DELETE CASCADE,
            created_at BIGINT NOT NULL,
            updated_at BIGINT,
            inventory \(text) NOT NULL,
            plugin_data \(text) NOT NULL,
            CONSTRAINT "node_inventory.node_uuid_unique" PRIMARY KEY (node_uuid)
        )
        """
    }

    /// Outlives the nodes that it tells of, hence no reference to them.
    private static func event(_ dialect: Dialect) -> String {
        """
        CREATE TABLE event (
            sequence \(dialect.countingKey),
            kind \(dialect.text) NOT NULL,
            at BIGINT NOT NULL,
            node_uuid \(dialect.text),
            owner \(dialect.text),
            lessee \(dialect.text),
            body \(dialect.text) NOT NULL
        )
        """
    }

    /// The columns by which nodes are most often chosen or sorted; each index serves both, and lists in either
    /// direction.
    private static func nodeIndexes(_ dialect: Dialect) -> [String] {
        let replaced = [
            "provision_state", "driver", "resource_class", "conductor_group", "owner", "lessee", "shard", "parent_node",
            "chassis_uuid", "conductor",
        ]
        let required: Set = ["provision_state", "driver", "conductor_group"]
        let added = ["name", "instance_uuid"]
        return replaced.map { "DROP INDEX node_\($0)" }
            + (replaced + added).map { column in
                let nulls = required.contains(column) ? "" : dialect.nullsFirst
                return "CREATE INDEX node_by_\(column) ON node (\(column)\(nulls), created_at, uuid)"
            }
    }

    private static func resourceIndexes(_ dialect: Dialect) -> [String] {
        let unique = [
            ("portgroup", "name", true), ("portgroup", "address", true), ("allocation", "name", true),
            ("allocation", "node_uuid", true), ("deploy_template", "name", false), ("runbook", "name", false),
        ].map { table, column, canBeNull in
            "CREATE UNIQUE INDEX \"\(table).\(column)_unique\" ON \(table) (\(column))"
                + (canBeNull ? " WHERE \(column) IS NOT NULL" : "")
        }
        let ordered = [
            "chassis", "portgroup", "allocation", "deploy_template", "runbook", "inspection_rule", "volume_connector",
            "volume_target",
        ].map { "CREATE INDEX \($0)_created_at ON \($0) (created_at, uuid)" }
        let ofNode = ["portgroup", "volume_connector", "node_history"].map {
            "CREATE INDEX \($0)_node_uuid ON \($0) (node_uuid, created_at, uuid)"
        }
        return unique + ordered + ofNode + [
            "CREATE UNIQUE INDEX \"volume_connector.connector_id_unique\" ON volume_connector (type, connector_id)",
            "CREATE UNIQUE INDEX \"volume_target.boot_index_unique\" ON volume_target (node_uuid, boot_index)",
            "CREATE INDEX inspection_rule_priority ON inspection_rule (priority DESC, created_at, uuid)",
            "CREATE INDEX node_history_created_at ON node_history (created_at)",
            "CREATE INDEX event_node_uuid ON event (node_uuid, sequence)",
            "CREATE INDEX event_at ON event (at)",
            "DROP INDEX port_node_uuid",
            "CREATE INDEX port_by_node_uuid ON port (node_uuid, created_at, uuid)",
            "CREATE INDEX port_by_portgroup_uuid ON port (portgroup_uuid\(dialect.nullsFirst), created_at, uuid)",
        ]
    }
}
