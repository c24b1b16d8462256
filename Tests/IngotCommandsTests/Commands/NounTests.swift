import IngotModel
import Testing

/// One after the other: each serves on a port of its own, and all at once would starve each other.
@Suite(.serialized) struct `Nouns` {
    static let uuid = `Command lines`.uuid

    static let lists: [VerbCase] = [
        VerbCase("chassis list", "GET /v1/chassis?fields=uuid%2Cdescription"),
        VerbCase("chassis list --long", "GET /v1/chassis?detail=true"),
        VerbCase(
            "port list --shard s --port-group b", "GET /v1/ports?fields=uuid%2Caddress%2Cnode_uuid&portgroup=b&shard=s"),
        VerbCase("portgroup list --node n", "GET /v1/portgroups?fields=uuid%2Caddress%2Cname&node=n"),
        VerbCase("volume connector list --node n --fields uuid", "GET /v1/volume/connectors?fields=uuid&node=n"),
        VerbCase("volume target list --limit 3 --fields uuid", "GET /v1/volume/targets?fields=uuid&limit=3"),
        VerbCase(
            "allocation list --state active --fields uuid", "GET /v1/allocations?fields=uuid&state=active"),
        VerbCase(
            "allocation list --long",
            "GET /v1/allocations?fields=uuid%2Cname%2Cresource_class%2Cstate%2Cnode_uuid%2Cowner%2Ctraits%2C"
                + "candidate_nodes%2Clast_error%2Cextra"),
        VerbCase("template list", "GET /v1/deploy_templates?fields=uuid%2Cname"),
        VerbCase("runbook list --sort name", "GET /v1/runbooks?fields=uuid%2Cname&sort_key=name"),
        VerbCase("rule list --long", "GET /v1/inspection_rules?detail=true"),
        VerbCase("shard list", "GET /v1/shards"), VerbCase("conductor show c", "GET /v1/conductors/c"),
        VerbCase("driver properties d", "GET /v1/drivers/d/properties"),
        VerbCase("driver raid-properties d", "GET /v1/drivers/d/raid/logical_disk_properties"),
        VerbCase("driver passthru d", "GET /v1/drivers/d/vendor_passthru/methods"),
        VerbCase("whoami", "GET /v1/whoami"), VerbCase("whoami --node n", "GET /v1/whoami?node=n"),
        VerbCase("runbook show r --fields name", "GET /v1/runbooks/r?fields=name"),
        VerbCase("rule delete \(uuid)", "DELETE /v1/inspection_rules/\(uuid)"),
    ]

    static let writes: [VerbCase] = [
        VerbCase("chassis create --description rack", "POST /v1/chassis", ["description": "rack"]),
        VerbCase(
            "port set p --address 52:54:00:00:00:02 --extra a/b=1", "PATCH /v1/ports/p",
            [
                ["op": "add", "path": "/address", "value": "52:54:00:00:00:02"],
                ["op": "add", "path": "/extra/a~1b", "value": 1],
            ]),
        VerbCase(
            "port unset p name extra.rack", "PATCH /v1/ports/p",
            [["op": "remove", "path": "/name"], ["op": "remove", "path": "/extra/rack"]]),
        VerbCase(
            "portgroup create --node \(uuid) --mode 802.3ad --property miimon=100 --no-standalone-ports",
            "POST /v1/portgroups",
            [
                "node_uuid": .string(uuid), "mode": "802.3ad", "standalone_ports_supported": false,
                "properties": ["miimon": 100],
            ]),
        VerbCase(
            "volume connector create --node \(uuid) --type iqn --connector-id iqn.2026-01.org:a",
            "POST /v1/volume/connectors",
            ["node_uuid": .string(uuid), "type": "iqn", "connector_id": "iqn.2026-01.org:a"]),
        VerbCase(
            "volume target create --node \(uuid) --volume-type iscsi --volume-id v --boot-index 0",
            "POST /v1/volume/targets",
            ["node_uuid": .string(uuid), "volume_type": "iscsi", "volume_id": "v", "boot_index": 0]),
        VerbCase(
            "allocation create --resource-class metal --trait CUSTOM_A --trait CUSTOM_B --candidate-node n",
            "POST /v1/allocations",
            ["resource_class": "metal", "traits": ["CUSTOM_A", "CUSTOM_B"], "candidate_nodes": ["n"]]),
        VerbCase("allocation create --node n", "POST /v1/allocations", ["node": "n"]),
        VerbCase(
            "template create --name CUSTOM_A --steps steps.json", "POST /v1/deploy_templates",
            ["name": "CUSTOM_A", "steps": [["step": "x"]]]),
        VerbCase(
            "runbook set r --public --disable-ramdisk", "PATCH /v1/runbooks/r",
            [
                ["op": "add", "path": "/public", "value": true],
                ["op": "add", "path": "/disable_ramdisk", "value": true],
            ]),
        VerbCase("runbook trait add r CUSTOM_A", "PUT /v1/runbooks/r/traits/CUSTOM_A"),
        VerbCase(
            #"rule create --actions [{"op":"fail"}] --conditions [] --priority 5 --sensitive"#,
            "POST /v1/inspection_rules",
            ["actions": [["op": "fail"]], "conditions": [], "priority": 5, "sensitive": true]),
    ]

    static let calls: [VerbCase] = [
        VerbCase("node trait list n", "GET /v1/nodes/n/traits"),
        VerbCase("node trait set n CUSTOM_A", "PUT /v1/nodes/n/traits", ["traits": ["CUSTOM_A"]]),
        VerbCase("node trait remove n --all", "DELETE /v1/nodes/n/traits"),
        VerbCase("node trait remove n CUSTOM_A", "DELETE /v1/nodes/n/traits/CUSTOM_A"),
        VerbCase("node vif list n", "GET /v1/nodes/n/vifs"),
        VerbCase(
            "node vif attach n v --port-uuid p --info a=1", "POST /v1/nodes/n/vifs",
            ["id": "v", "port_uuid": "p", "a": 1]),
        VerbCase("node vif detach n v", "DELETE /v1/nodes/n/vifs/v"),
        VerbCase("node bios list n --long", "GET /v1/nodes/n/bios?detail=true"),
        VerbCase("node bios show n boot", "GET /v1/nodes/n/bios/boot"),
        VerbCase("node firmware n", "GET /v1/nodes/n/firmware"),
        VerbCase("node history list n --limit 2", "GET /v1/nodes/n/history?limit=2"),
        VerbCase("node history show n e", "GET /v1/nodes/n/history/e"),
        VerbCase("node inventory n", "GET /v1/nodes/n/inventory"),
        VerbCase("node children n", "GET /v1/nodes/n/children"),
        VerbCase("node console show n", "GET /v1/nodes/n/states/console"),
        VerbCase("node console enable n", "PUT /v1/nodes/n/states/console", ["enabled": true]),
        VerbCase("node boot-device list n", "GET /v1/nodes/n/management/boot_device/supported"),
        VerbCase(
            "node boot-device set n pxe --persistent", "PUT /v1/nodes/n/management/boot_device",
            ["boot_device": "pxe", "persistent": true]),
        VerbCase("node boot-mode n uefi", "PUT /v1/nodes/n/states/boot_mode", ["target": "uefi"]),
        VerbCase("node secure-boot n off", "PUT /v1/nodes/n/states/secure_boot", ["target": false]),
        VerbCase(
            #"node raid set n {"logical_disks":[]}"#, "PUT /v1/nodes/n/states/raid", ["logical_disks": []]),
        VerbCase("node raid unset n", "PUT /v1/nodes/n/states/raid", [:]),
        VerbCase("node indicator list n", "GET /v1/nodes/n/management/indicators"),
        VerbCase(
            "node indicator set n led@system ON", "PUT /v1/nodes/n/management/indicators/led%40system",
            ["state": "ON"]),
        VerbCase("node nmi n", "PUT /v1/nodes/n/management/inject_nmi", [:]),
        VerbCase("node passthru list n", "GET /v1/nodes/n/vendor_passthru/methods"),
        VerbCase("node passthru call n m --argument bar=1", "POST /v1/nodes/n/vendor_passthru/m", ["bar": 1]),
        VerbCase("node vmedia list n", "GET /v1/nodes/n/vmedia"),
        VerbCase(
            "node vmedia attach n cdrom http://i", "POST /v1/nodes/n/vmedia",
            ["device_type": "cdrom", "image_url": "http://i"]),
        VerbCase("node vmedia detach n cdrom", "DELETE /v1/nodes/n/vmedia?device_types=cdrom"),
        VerbCase("node inspect n", "PUT /v1/nodes/n/states/provision", ["target": "inspect"]),
        VerbCase("node unhold n", "PUT /v1/nodes/n/states/provision", ["target": "unhold"]),
        VerbCase(
            "node clean n --steps steps.json --disable-ramdisk", "PUT /v1/nodes/n/states/provision",
            ["target": "clean", "clean_steps": [["step": "x"]], "disable_ramdisk": true]),
        VerbCase(
            "node service n --runbook r", "PUT /v1/nodes/n/states/provision",
            ["target": "service", "runbook": "r"]),
        VerbCase(
            "node rescue n --rescue-password p", "PUT /v1/nodes/n/states/provision",
            ["target": "rescue", "rescue_password": "p"]),
    ]

    @Test(arguments: lists + writes + calls)
    func `each verb makes its call`(_ verb: VerbCase) async throws {
        let service = ScriptedService()
        let files = ["steps.json": #"[{"step": "x"}]"#]
        let run = try await service.run(verb.line.split(separator: " ").map(String.init), files: files)
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(service.requests == [ScriptedService.Request(call: verb.call, body: verb.body)])
    }

    static let nonsense = [
        "chassis set c", "port unset p uuid", "port unset p extra.", "volume connector create --type iqn",
        "volume target create --volume-id v", "allocation create", "template create --name CUSTOM_A",
        "runbook create --name r", "rule create", "node clean n", "node clean n --runbook r --steps []",
        "node rescue n", "node boot-mode n legacy", "node secure-boot n maybe", "node vmedia attach n tape http://i",
        "node trait remove n", "node trait remove n CUSTOM_A --all", "events --count 0", "runbook trait add r",
    ]

    @Test(arguments: nonsense)
    func `a command line that makes no sense reaches nobody`(_ line: String) async throws {
        let service = ScriptedService()
        let run = try await service.run(line.split(separator: " ").map(String.init))
        #expect(run.exitCode == 64, "\(run.reports)")
        #expect(service.calls.isEmpty)
    }

    static let shown: [(line: String, path: String, body: String, output: [String])] = [
        (
            "node boot-device list n -q", "/v1/nodes/n/management/boot_device/supported",
            #"{"supported_boot_devices": ["pxe", "disk"]}"#, ["pxe", "disk"]
        ),
        ("node trait list n -q", "/v1/nodes/n/traits", #"{"traits": ["CUSTOM_A"]}"#, ["CUSTOM_A"]),
        ("node vif list n -q", "/v1/nodes/n/vifs", #"{"vifs": [{"id": "v"}]}"#, ["v"]),
        ("node children n -q", "/v1/nodes/n/children", #"{"children": ["u"], "links": {}}"#, ["u"]),
        ("driver properties d -q", "/v1/drivers/d/properties", #"{"b": "two", "a": "one"}"#, ["a", "b"]),
        ("shard list -q", "/v1/shards", #"{"shards": [{"name": "s", "count": 2}]}"#, ["s"]),
        ("runbook list -q", "/v1/runbooks", #"{"runbooks": [{"uuid": "u", "name": "r"}]}"#, ["u"]),
    ]

    @Test(arguments: shown)
    func `what comes back is printed`(line: String, path: String, body: String, output: [String]) async throws {
        let service = ScriptedService(["GET \(path)": [.init(body: body)]])
        let run = try await service.run(line.split(separator: " ").map(String.init))
        #expect(run.output.split(separator: "\n").map(String.init) == output)
    }
}
