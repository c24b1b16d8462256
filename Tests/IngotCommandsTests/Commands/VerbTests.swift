import IngotModel
import Testing

/// A command line and the one call that it must make.
struct VerbCase: Sendable, CustomTestStringConvertible {
    var line: String
    var call: String
    var body: JSONValue?

    init(_ line: String, _ call: String, _ body: JSONValue? = nil) {
        self.line = line
        self.call = call
        self.body = body
    }

    var testDescription: String { line }
}

@Suite struct `Command lines` {
    static let uuid = "5a3b6d1e-0c0f-4b8e-9d4b-7f1c2a3b4c5d"

    static let cases: [VerbCase] = [
        VerbCase("node manage n", "PUT /v1/nodes/n/states/provision", ["target": "manage"]),
        VerbCase("node provide n", "PUT /v1/nodes/n/states/provision", ["target": "provide"]),
        VerbCase("node abort n", "PUT /v1/nodes/n/states/provision", ["target": "abort"]),
        VerbCase("node undeploy n", "PUT /v1/nodes/n/states/provision", ["target": "deleted"]),
        VerbCase("node deploy n", "PUT /v1/nodes/n/states/provision", ["target": "active"]),
        VerbCase("node rebuild n", "PUT /v1/nodes/n/states/provision", ["target": "rebuild"]),
        VerbCase(
            #"node deploy n --config-drive {"user_data":"hello"} --deploy-steps steps.json"#,
            "PUT /v1/nodes/n/states/provision",
            [
                "target": "active", "configdrive": ["user_data": "hello"],
                "deploy_steps": [["interface": "deploy", "step": "x", "args": [:], "priority": 20]],
            ]),
        VerbCase(
            "node rebuild n --config-drive http://files/drive", "PUT /v1/nodes/n/states/provision",
            ["target": "rebuild", "configdrive": "http://files/drive"]),
        VerbCase(
            "node deploy n --config-drive drive.b64", "PUT /v1/nodes/n/states/provision",
            ["target": "active", "configdrive": "H4sIAA=="]),
        VerbCase("node power on n", "PUT /v1/nodes/n/states/power", ["target": "power on"]),
        VerbCase("node power off n", "PUT /v1/nodes/n/states/power", ["target": "power off"]),
        VerbCase(
            "node power off n --soft --power-timeout 30", "PUT /v1/nodes/n/states/power",
            ["target": "soft power off", "timeout": 30]),
        VerbCase("node power reboot n", "PUT /v1/nodes/n/states/power", ["target": "rebooting"]),
        VerbCase("node reboot n --soft", "PUT /v1/nodes/n/states/power", ["target": "soft rebooting"]),
        VerbCase("node maintenance set n --reason fan", "PUT /v1/nodes/n/maintenance", ["reason": "fan"]),
        VerbCase("node maintenance set n", "PUT /v1/nodes/n/maintenance", [:]),
        VerbCase("node maintenance unset n", "DELETE /v1/nodes/n/maintenance"),
        VerbCase("node validate n", "GET /v1/nodes/n/validate"),
        VerbCase("node timeline n --limit 2", "GET /v1/nodes/n/timeline?limit=2"),
        VerbCase("node plan n --target provide", "GET /v1/nodes/n/plan?target=provide"),
        VerbCase("node plan n --target rebooting", "GET /v1/nodes/n/plan?target=rebooting"),
        VerbCase(
            "node plan n --target active --config-drive http://files/drive",
            "PUT /v1/nodes/n/states/provision?dry_run=true", ["target": "active", "configdrive": "http://files/drive"]),
        VerbCase(
            "node plan n --target clean --runbook r --disable-ramdisk", "PUT /v1/nodes/n/states/provision?dry_run=true",
            ["target": "clean", "runbook": "r", "disable_ramdisk": true]),
        VerbCase(
            "node plan n --target rescue --rescue-password p", "PUT /v1/nodes/n/states/provision?dry_run=true",
            ["target": "rescue", "rescue_password": "p"]),
        VerbCase(
            "node provide n --dry-run", "PUT /v1/nodes/n/states/provision?dry_run=true", ["target": "provide"]),
        VerbCase(
            "node deploy n --deploy-steps steps.json --dry-run", "PUT /v1/nodes/n/states/provision?dry_run=true",
            [
                "target": "active",
                "deploy_steps": [["interface": "deploy", "step": "x", "args": [:], "priority": 20]],
            ]),
        VerbCase(
            "node clean n --runbook r --dry-run", "PUT /v1/nodes/n/states/provision?dry_run=true",
            ["target": "clean", "runbook": "r"]),
        VerbCase(
            "node rescue n --rescue-password p --dry-run", "PUT /v1/nodes/n/states/provision?dry_run=true",
            ["target": "rescue", "rescue_password": "p"]),
        VerbCase(
            "node power off n --soft --dry-run", "PUT /v1/nodes/n/states/power?dry_run=true",
            ["target": "soft power off"]),
        VerbCase("node show n", "GET /v1/nodes/n"),
        VerbCase("node show a/b --fields uuid,name", "GET /v1/nodes/a%2Fb?fields=uuid%2Cname"),
        VerbCase("node delete n", "DELETE /v1/nodes/n"),
        VerbCase(
            "node list",
            "GET /v1/nodes?fields=uuid%2Cname%2Cinstance_uuid%2Cpower_state%2Cprovision_state%2Cmaintenance"),
        VerbCase(
            "node list --long --limit 5 --marker \(uuid) --sort name:desc --no-maintenance --driver ipmi",
            "GET /v1/nodes?detail=true&driver=ipmi&limit=5&maintenance=false&marker=\(uuid)&sort_dir=desc&sort_key=name"
        ),
        VerbCase(
            "node list --fields uuid --provision-state active --associated --limit 0",
            "GET /v1/nodes?associated=true&fields=uuid&provision_state=active"),
        VerbCase(
            """
            node create --driver manual-management --name n --uuid \(uuid) --property memory_mb=4096 \
            --property cpu_arch=x86_64 --driver-info deploy_kernel=file:///k --instance-info image_checksum=abc \
            --extra note=a=b --resource-class metal --deploy-interface direct --power-interface agent \
            --no-automated-clean --network-data {"links":[]}
            """, "POST /v1/nodes",
            [
                "driver": "manual-management", "name": "n", "uuid": .string(uuid),
                "properties": ["memory_mb": 4096, "cpu_arch": "x86_64"], "driver_info": ["deploy_kernel": "file:///k"],
                "instance_info": ["image_checksum": "abc"], "extra": ["note": "a=b"], "resource_class": "metal",
                "deploy_interface": "direct", "power_interface": "agent", "automated_clean": false,
                "network_data": ["links": []],
            ]),
        VerbCase(
            "node set n --name m --driver ipmi --reset-interfaces --instance-info image_source=http://i --retired",
            "PATCH /v1/nodes/n?reset_interfaces=true",
            [
                ["op": "add", "path": "/driver", "value": "ipmi"], ["op": "add", "path": "/name", "value": "m"],
                ["op": "add", "path": "/instance_info/image_source", "value": "http://i"],
                ["op": "add", "path": "/retired", "value": true],
            ]),
        VerbCase(
            "node unset n --instance-info image_source --deploy-interface --resource-class", "PATCH /v1/nodes/n",
            [
                ["op": "remove", "path": "/deploy_interface"], ["op": "remove", "path": "/resource_class"],
                ["op": "remove", "path": "/instance_info/image_source"],
            ]),
        VerbCase(
            "port create 52:54:00:00:00:01 --node \(uuid) --no-pxe-enabled --local-link-connection port_id=e1",
            "POST /v1/ports",
            [
                "address": "52:54:00:00:00:01", "node_uuid": .string(uuid), "pxe_enabled": false,
                "local_link_connection": ["port_id": "e1"],
            ]),
        VerbCase(
            "port create 52:54:00:00:00:01 --node n", "POST /v1/ports",
            ["address": "52:54:00:00:00:01", "node_ident": "n"]),
        VerbCase("port list --node n", "GET /v1/ports?fields=uuid%2Caddress%2Cnode_uuid&node=n"),
        VerbCase("port show p", "GET /v1/ports/p"),
        VerbCase("port delete p", "DELETE /v1/ports/p"),
        VerbCase("driver list", "GET /v1/drivers"),
        VerbCase("driver list --long", "GET /v1/drivers?detail=true"),
        VerbCase("driver show ipmi", "GET /v1/drivers/ipmi"),
        VerbCase("conductor list", "GET /v1/conductors"),
        VerbCase("conductor jobs c", "GET /v1/conductors/c/jobs"),
        VerbCase("conductor list --shares", "GET /v1/cluster"),
        VerbCase("conductor drain c", "POST /v1/conductors/c/drain"),
        VerbCase("conductor drain c --undo", "DELETE /v1/conductors/c/drain"),
        VerbCase("node lease show n", "GET /v1/nodes/n/lease"),
        VerbCase("node lease break n", "DELETE /v1/nodes/n/lease"),
        VerbCase("node queue n", "GET /v1/nodes/n/queue"),
    ]

    @Test(arguments: cases)
    func `each verb makes its call`(_ verb: VerbCase) async throws {
        let service = ScriptedService()
        let files = [
            "steps.json": #"[{"interface": "deploy", "step": "x", "args": {}, "priority": 20}]"#,
            "drive.b64": "H4sI\nAA==\n",
        ]
        let run = try await service.run(verb.line.split(separator: " ").map(String.init), files: files)
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(service.requests == [ScriptedService.Request(call: verb.call, body: verb.body)])
    }

    static let nonsense = [
        "node create --name n", "node power on n --soft", "node set n", "node unset n",
        "node list --long --fields uuid",
        "node list --sort name:up", "node manage", "node manage n --wait 0", "node set n --reset-interfaces",
        "node deploy n --deploy-steps nowhere.json", "node deploy n --config-drive {", "node show n -f xml",
        "port create 52:54:00:00:00:01", "node set n --property memory_mb", "ramdisk build", "node frobnicate n",
        "node provide n --dry-run --wait",
        "image build --output i --package vim", "ramdisk build --output d --suite sid",
    ]

    @Test(arguments: nonsense)
    func `a command line that makes no sense reaches nobody`(_ line: String) async throws {
        let service = ScriptedService()
        let run = try await service.run(line.split(separator: " ").map(String.init))
        #expect(run.exitCode == 64)
        #expect(run.output.isEmpty)
        #expect(!run.reports.isEmpty)
        #expect(service.calls.isEmpty)
    }
}
