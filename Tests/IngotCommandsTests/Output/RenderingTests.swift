import IngotClient
import IngotCommands
import Testing

@Suite struct `Rendering` {
    private func nodes() throws -> [Resource] {
        [
            try Resource(
                json: #"{"uuid": "u1", "name": "first", "maintenance": false, "extra": {"b": 1, "a": ["x"]}}"#),
            try Resource(json: #"{"uuid": "u2", "name": null, "maintenance": true, "extra": {}}"#),
        ]
    }

    private func list() throws -> Report {
        let columns = [
            Column("UUID", "uuid"), Column("Name", "name"), Column(field: "maintenance"), Column(field: "extra"),
        ]
        return .list(try nodes(), columns: columns, identifier: "uuid")
    }

    @Test func `a list as a table`() throws {
        #expect(
            try list().rendered(as: .table, isQuiet: false, width: nil) == """
                UUID  Name   Maintenance  Extra
                u1    first  false        {"a":["x"],"b":1}
                u2           true         {}
                """)
    }

    @Test func `a list as JSON`() throws {
        #expect(
            try list().rendered(as: .json, isQuiet: false, width: nil) == """
                [
                  {
                    "extra": {
                      "a": [
                        "x"
                      ],
                      "b": 1
                    },
                    "maintenance": false,
                    "name": "first",
                    "uuid": "u1"
                  },
                  {
                    "extra": {},
                    "maintenance": true,
                    "name": null,
                    "uuid": "u2"
                  }
                ]
                """)
    }

    @Test func `a list as YAML`() throws {
        #expect(
            try list().rendered(as: .yaml, isQuiet: false, width: nil) == """
                - extra:
                    a:
                    - x
                    b: 1
                  maintenance: false
                  name: first
                  uuid: u1
                - extra: {}
                  maintenance: true
                  name: null
                  uuid: u2
                """)
    }

    @Test func `quiet prints identifiers alone, in every format`() throws {
        for format in OutputFormat.allCases {
            #expect(try list().rendered(as: format, isQuiet: true, width: nil) == "u1\nu2")
        }
    }

    @Test func `a record has a row for each field, and a long text its own lines`() throws {
        let node = try Resource(
            json: #"{"uuid": "u1", "last_error": "one\ntwo", "links": [], "count": 3, "tags": ["a", "b"]}"#)
        #expect(
            try Report.record(node, identifier: "uuid").rendered(as: .table, isQuiet: false, width: nil) == """
                Field       Value
                count       3
                last_error  one
                            two
                tags        a, b
                uuid        u1
                """)
    }

    @Test func `YAML quotes strings that would read as something else`() throws {
        let record = try Resource(json: #"{"a": "12", "b": "true", "c": "plain", "d": 1.5, "e": ""}"#)
        #expect(
            try Report.record(record, identifier: "a").rendered(as: .yaml, isQuiet: false, width: nil) == """
                a: '12'
                b: 'true'
                c: plain
                d: 1.5
                e: ''
                """)
    }

    @Test func `a terminal gets a bold header and a last column that keeps within its width`() {
        let table = TextTable(header: ["A", "B"], rows: [["x", String(repeating: "y", count: 30)]])
        #expect(
            table.rendered(width: 24)
                == "\u{1B}[1mA  B\u{1B}[0m\nx  \(String(repeating: "y", count: 21))\n   \(String(repeating: "y", count: 9))"
        )
    }
}

@Suite struct `Explanations` {
    static let timeline = """
        {"runs": [{"id": "r1", "verb": "provide", "target": "available", "state": "failed",
          "requested_at": "2026-03-01T12:30:44+00:00", "started_at": "2026-03-01T12:30:45.250000+00:00",
          "duration_seconds": 75.2, "error": "no disk", "steps": [
            {"index": 0, "interface": "deploy", "step": "erase_devices_metadata", "actor": "agent", "state": "finished",
             "started_at": "2026-03-01T12:30:46+00:00", "duration_seconds": 0.85},
            {"index": 1, "interface": "power", "step": "off", "actor": "conductor", "state": "failed",
             "started_at": "2026-03-01T12:31:00+00:00", "duration_seconds": 12.34, "detail": "refused"}], "entries": []}]}
        """

    @Test func `a timeline tells each step with its start, duration, actor and outcome`() async throws {
        let service = ScriptedService(["GET /v1/nodes/n/timeline": [.init(body: Self.timeline)]])
        #expect(
            try await service.run("node", "timeline", "n").output == """
                provide → available: failed, 2026-03-01 12:30:45, 1m 15s
                Step                           Actor      Started   Duration  Outcome   Detail
                deploy.erase_devices_metadata  agent      12:30:46  850 ms    finished
                power.off                      conductor  12:31:00  12.3 s    failed    refused
                Error: no disk

                """)
        #expect(try await service.run("node", "timeline", "n", "-q").output == "r1\n")
    }

    @Test func `a timeline tells what holds a run up`() async throws {
        let timeline = """
            {"runs": [{"id": "r1", "verb": "active", "target": "active", "state": "suspended",
              "paused": "waiting: node is in maintenance", "steps": [], "entries": []}]}
            """
        let service = ScriptedService(["GET /v1/nodes/n/timeline": [.init(body: timeline)]])
        #expect(
            try await service.run("node", "timeline", "n").output == """
                active: suspended
                waiting: node is in maintenance

                """)
    }

    static let jobs = """
        {"jobs": [
          {"name": "power sync", "state": "waiting", "interval_seconds": 120.0, "running_since": null,
           "last_started_at": "2026-03-01T12:30:45+00:00", "last_duration_seconds": 0.21, "last_repaired": 0,
           "last_error": null, "next_tick_at": "2026-03-01T12:32:45+00:00", "ticks": 14, "failures": 1, "skipped": 0,
           "repaired": 2},
          {"name": "retention", "state": "running", "interval_seconds": 3600.0, "ticks": 0, "failures": 0, "repaired": 0}
        ]}
        """

    @Test func `jobs tell when they were done, how long it took and what is next`() async throws {
        let service = ScriptedService(["GET /v1/conductors/c/jobs": [.init(body: Self.jobs)]])
        #expect(
            try await service.run("conductor", "jobs", "c").output == """
                Job         State    Every   Last Start                 Took    Repaired  Next Tick                  Ticks  Failed  Last Error
                power sync  waiting  2m 00s  2026-03-01T12:30:45+00:00  210 ms  2         2026-03-01T12:32:45+00:00  14     1
                retention   running  1h 00m                                     0                                    0      0

                """)
        #expect(try await service.run("conductor", "jobs", "c", "-q").output == "power sync\nretention\n")
    }

    static let plan = """
        {"verb": "provide", "target": "available", "from_state": "manageable", "reboots": 1, "steps": [
          {"index": 0, "interface": "deploy", "step": "erase_devices_metadata", "actor": "agent", "priority": 99,
           "repeat": "repeatable", "reason": "automated cleaning is on", "args": {}}],
         "destroys": ["partition tables of every disk"],
         "blocked_by": [{"code": "agent-missing", "message": "no agent has called"}], "notes": ["fast track"],
         "will_fail": "nobody offers the step", "waits_for_room": {"position": 3, "reason": "as many run as may"}}
        """

    @Test func `a plan tells steps, losses, obstacles, its failure, its place in line and notes`() async throws {
        let service = ScriptedService(["GET /v1/nodes/n/plan": [.init(body: Self.plan)]])
        #expect(
            try await service.run("node", "plan", "n", "--target", "provide").output == """
                provide: manageable → available, 1 reboot

                Step                           Actor  Priority  Repeat      Reason
                deploy.erase_devices_metadata  agent  99        repeatable  automated cleaning is on

                Destroys:
                  - partition tables of every disk

                Blocked by:
                  - no agent has called

                Will fail:
                  - nobody offers the step

                Waits for room:
                  - as number 3 in line: as many run as may

                Notes:
                  - fast track

                """)
    }

    static let dryRun = """
        {"verb": "active", "target": "active", "from_state": "available", "reboots": 0, "destroys": [], "blocked_by": [],
         "notes": [], "steps": [
          {"index": 0, "interface": "deploy", "step": "write_image", "actor": "agent", "priority": 80,
           "repeat": "resumable", "reason": "the image", "args": {}}],
         "estimate": {"seconds": 125.4, "runs": 7, "alike_in": "model", "steps": [{"seconds": 61, "runs": 7}]},
         "disks": {"seen_at": "2026-03-01T12:31:00+00:00", "root_device": "/dev/sdb", "disks": [
          {"name": "/dev/sda", "size_bytes": 2147483648, "model": "Old", "serial": "A", "loses": [], "chosen": false,
           "why_not": ["it is too small"]},
          {"name": "/dev/sdb", "size_bytes": 107374182400, "model": null, "serial": "B", "loses": ["everything"],
           "chosen": true, "why_not": []}]}}
        """

    @Test func `a dry run tells how long it will take, and the disks`() async throws {
        let service = ScriptedService(["PUT /v1/nodes/n/states/provision": [.init(body: Self.dryRun)]])
        #expect(
            try await service.run("node", "deploy", "n", "--dry-run").output == """
                active: available → active, 0 reboots, about 2m 05s (7 runs before)

                Step                Actor  Priority  Repeat     Usually  Reason
                deploy.write_image  agent  80        resumable  1m 01s   the image

                Disk      Size       Model  Serial  Loses       Choice
                /dev/sda  2.0 GiB    Old    A                   no: it is too small
                /dev/sdb  100.0 GiB         B       everything  chosen

                """)
    }

    @Test func `a validation names what each interface lacks`() async throws {
        let body =
            #"{"power": {"result": true}, "deploy": {"result": false, "reason": "no image"}, "raid": {"result": null}}"#
        let service = ScriptedService(["GET /v1/nodes/n/validate": [.init(body: body)]])
        #expect(
            try await service.run("node", "validate", "n").output == """
                Interface  Result       Reason
                deploy     lacking      no image
                power      ok
                raid       unsupported

                """)
    }
}
