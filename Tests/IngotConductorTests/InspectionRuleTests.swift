import IngotHardware
import IngotModel
import Testing

@testable import IngotConductor

/// The rule engine alone: conditions, actions, fields and loops, as a table.
struct InspectionRuleTests {
    @Test func `the engine does all that rules may ask for`() {
        #expect(Set(RuleCondition.tests.keys) == Set(RuleSignature.conditions.keys))
        #expect(Set(RuleAction.effects.keys) == Set(RuleSignature.actions.keys))
    }

    static let port = PortID.random()

    static var subject: RuleSubject {
        var node = Node(id: .random(), driver: "fake-hardware", createdAt: Timestamp(seconds: 1))
        node.name = "rack1-7"
        node.driverInfo = ["address": "192.0.2.7"]
        node.properties = ["capabilities": "boot_mode:uefi,a:b", "list": ["x"]]
        node.traits = ["CUSTOM_OLD"]
        let inventory: JSONValue = [
            "cpu": ["count": 8, "architecture": "x86_64"], "bmc_address": "192.0.2.1", "auth_token": "hush",
            "disks": [["name": "/dev/sda", "size": 1000], ["name": "/dev/sdb", "size": 2000]], "empty": [:], "ok": true,
            "nothing": .null,
        ]
        return RuleSubject(
            node: node,
            ports: [
                Port(
                    id: port, node: node.id, address: MACAddress("52:54:00:00:00:01")!,
                    createdAt: Timestamp(seconds: 1))
            ], inventory: inventory, pluginData: ["a": ["b": 1], "password": "hush"])
    }

    struct Condition: Sendable, CustomTestStringConvertible {
        var condition: JSONValue
        var holds: Bool
        var testDescription: String { "\(condition.serialized()) is \(holds)" }

        init(_ holds: Bool, _ op: String, _ arguments: JSONValue, _ more: [String: JSONValue] = [:]) {
            self.holds = holds
            condition = .object(["op": .string(op), "args": arguments].merging(more) { $1 })
        }
    }

    static let conditions: [Condition] = [
        .init(true, "eq", ["values": ["{inventory[cpu][count]}", "8"]]),
        .init(false, "eq", ["values": ["{inventory[cpu][count]}", 8]]),
        .init(true, "eq", ["values": ["{inventory[cpu][count]}", 8], "force_strings": true]),
        .init(true, "eq", ["values": [1, 1.0, true]]),
        .init(true, "eq", [["{node.name}", "rack1-7"]]),
        .init(false, "!eq", ["values": ["{node.name}", "rack1-7"]]),
        .init(true, "eq", ["values": ["{node.driver_info[address]}", "192.0.2.7"]]),
        .init(true, "eq", ["values": ["{inventory[disks][1][name]}", "/dev/sdb"]]),
        .init(true, "eq", ["values": ["{inventory[ok]}", "True"]]),
        .init(true, "eq", ["values": ["{{x}}", "{x}"]]),
        .init(true, "eq", ["values": ["{nobody[knows]}", "{nobody[knows]}"]]),
        .init(true, "eq", ["values": ["one"]]),
        .init(true, "lt", ["values": [1, 2, 3]]),
        .init(false, "lt", ["values": [1, 3, 2]]),
        .init(true, "gt", ["values": [2, 1.5]]),
        .init(true, "lt", ["values": ["a", "b"]]),
        .init(true, "is-empty", ["value": "{inventory[absent]}"]),
        .init(true, "is-empty", ["value": "{inventory[empty]}"]),
        .init(true, "is-empty", ["value": "{inventory[nothing]}"]),
        .init(true, "is-empty", ["value": ""]),
        .init(false, "is-empty", ["value": "{inventory[cpu]}"]),
        .init(true, "!is-empty", ["value": "{node.name}"]),
        .init(true, "in-net", ["address": "{inventory[bmc_address]}", "subnet": "192.0.2.0/24"]),
        .init(false, "in-net", ["address": "198.51.100.1", "subnet": "192.0.2.0/24"]),
        .init(true, "in-net", ["address": "2001:db8::1", "subnet": "2001:db8::/32"]),
        .init(false, "in-net", ["address": "192.0.2.1", "subnet": "2001:db8::/32"]),
        .init(true, "in-net", ["address": "192.0.2.1", "subnet": "192.0.2.1"]),
        .init(true, "matches", ["value": "{node.name}", "regex": "rack\\d+-\\d+"]),
        .init(false, "matches", ["value": "{node.name}", "regex": "rack"]),
        .init(false, "matches", ["value": "{node.name}", "regex": "1-7"]),
        .init(true, "contains", ["value": "{node.name}", "regex": "1-[78]"]),
        .init(true, "one-of", ["value": "{inventory[cpu][architecture]}", "values": ["x86_64", "aarch64"]]),
        .init(false, "one-of", ["value": "riscv64", "values": ["x86_64"]]),
        .init(false, "one-of", ["value": "x"]),
        .init(true, "is-none", ["value": .null]),
        .init(false, "is-none", ["value": "None"]),
        .init(true, "is-true", ["value": "{inventory[ok]}"]),
        .init(true, "is-true", ["value": 2]),
        .init(true, "is-false", ["value": "no"]),
        .init(true, "is-false", ["value": .null]),
        .init(false, "is-false", ["value": "off"]),
        .init(
            true, "eq", ["values": ["{item}", 2]], ["loop": [1, 2], "multiple": "any"]),
        .init(false, "eq", ["values": ["{item}", 2]], ["loop": [1, 2], "multiple": "all"]),
        .init(true, "eq", ["values": ["{item}", 2]], ["loop": [1, 2], "multiple": "last"]),
        .init(true, "eq", ["values": ["{item}", 2]], ["loop": [1, 2], "multiple": "first"]),
        .init(
            true, "eq", ["values": ["{item[a]}", "192.0.2.1"]], ["loop": ["a": "{inventory[bmc_address]}"]]),
    ]

    @Test(arguments: conditions)
    func `a condition holds as the field says`(_ row: Condition) throws {
        #expect(try RuleCondition(row.condition).holds(for: Self.subject) == row.holds)
    }

    private func apply(
        _ actions: [JSONValue], conditions: [JSONValue] = [], masking: InspectionMasking = .always,
        isSensitive: Bool = false
    ) throws -> RuleWork {
        let rule = InspectionRuleBody(
            name: "r", isSensitive: isSensitive, conditions: conditions, actions: actions)
        return try RuleEngine(rules: [rule], masking: masking).apply(to: Self.subject)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var action: JSONValue
        var reads: @Sendable (RuleSubject) -> JSONValue?
        var value: JSONValue?
        var testDescription: String { action.serialized() }

        init(
            _ op: String, _ arguments: JSONValue, _ more: [String: JSONValue] = [:], _ value: JSONValue?,
            _ reads: @escaping @Sendable (RuleSubject) -> JSONValue?
        ) {
            action = .object(["op": .string(op), "args": arguments].merging(more) { $1 })
            self.value = value
            self.reads = reads
        }
    }

    static let changes: [Change] = [
        .init("set-attribute", ["path": "driver_info/x/y", "value": "{inventory[bmc_address]}"], [:], "192.0.2.1") {
            $0.node.driverInfo["x"]?["y"]
        },
        .init("set-attribute", ["path": "driver_info.z", "value": 5], [:], 5) { $0.node.driverInfo["z"] },
        .init("set-attribute", ["path": "/resource_class", "value": "gold"], [:], "gold") {
            JSONValue($0.node.resourceClass)
        },
        .init("set-attribute", ["resource_class", "lead"], [:], "lead") { JSONValue($0.node.resourceClass) },
        .init("extend-attribute", ["path": "properties/list", "value": "y"], [:], ["x", "y"]) {
            $0.node.properties["list"]
        },
        .init("extend-attribute", ["path": "properties/list", "value": "x", "unique": true], [:], ["x"]) {
            $0.node.properties["list"]
        },
        .init("extend-attribute", ["path": "extra/new", "value": 1], [:], [1]) { $0.node.extra["new"] },
        .init("del-attribute", ["path": "driver_info/address"], [:], nil) { $0.node.driverInfo["address"] },
        .init("set-capability", ["name": "boot_mode", "value": "bios"], [:], "a:b,boot_mode:bios") {
            $0.node.properties["capabilities"]
        },
        .init("unset-capability", ["name": "a"], [:], "boot_mode:uefi") { $0.node.properties["capabilities"] },
        .init("add-trait", ["name": "CUSTOM_NEW"], [:], ["CUSTOM_NEW", "CUSTOM_OLD"]) {
            .array($0.node.traits.map(JSONValue.string))
        },
        .init("remove-trait", ["name": "CUSTOM_OLD"], [:], []) { .array($0.node.traits.map(JSONValue.string)) },
        .init("set-plugin-data", ["path": "c.d", "value": "{node.name}"], [:], "rack1-7") { $0.pluginData["c"]?["d"] },
        .init("extend-plugin-data", ["path": "e", "value": 1], [:], [1]) { $0.pluginData["e"] },
        .init("unset-plugin-data", ["path": "a.b"], [:], ["password": "hush"]) { $0.pluginData },
        .init("unset-plugin-data", ["path": "q.r"], [:], 1) { $0.pluginData["a"]?["b"] },
        .init(
            "set-port-attribute", ["port_id": .string(port.text), "path": "extra/role", "value": "boot"], [:], "boot"
        ) { $0.ports[0].extra["role"] },
        .init(
            "extend-port-attribute", ["port_id": .string(port.text), "path": "extra/list", "value": 1], [:], [1]
        ) { $0.ports[0].extra["list"] },
        .init(
            "set-port-attribute", ["port_id": .string(port.text), "path": "pxe_enabled", "value": false], [:], false
        ) { .bool($0.ports[0].isPXEEnabled) },
        .init(
            "set-attribute", ["path": "{item[path]}", "value": "{item[value]}"],
            [
                "loop": [
                    ["path": "extra/a", "value": "{inventory[cpu][count]}"], ["path": "extra/b", "value": "two"],
                ]
            ], ["a": "8", "b": "two"]
        ) { .object($0.node.extra) },
    ]

    @Test(arguments: changes)
    func `an action changes what it names`(_ change: Change) throws {
        let work = try apply([change.action])
        #expect(change.reads(work.subject) == change.value)
        // What is written in the end are the edits, made on the node as it is then.
        var node = Self.subject.node
        for edit in work.outcome.edits where edit.subject == .node { try edit.apply(to: &node) }
        #expect(node.driverInfo == work.subject.node.driverInfo)
        #expect(node.traits == work.subject.node.traits)
        #expect(node.extra == work.subject.node.extra)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var action: JSONValue
        var says: String
        var testDescription: String { "\(action.serialized()): \(says)" }
    }

    @Test(arguments: [
        Fault(action: ["op": "fail", "args": ["msg": "too small"]], says: "too small"),
        Fault(action: ["op": "dance", "args": [:]], says: "no operation 'dance'"),
        Fault(action: ["op": "set-attribute", "args": ["path": "name"]], says: "lacks the arguments value"),
        Fault(action: ["op": "fail", "args": ["msg": "x", "y": 1]], says: "does not know the arguments y"),
        Fault(action: ["op": "set-attribute", "args": ["path": "shoes", "value": 1]], says: "no attribute 'shoes'"),
        Fault(action: ["op": "set-attribute", "args": ["path": "uuid", "value": "1"]], says: "cannot be changed"),
        Fault(action: ["op": "set-attribute", "args": ["path": "name", "value": 1]], says: "must be a string"),
        Fault(action: ["op": "del-attribute", "args": ["path": "extra/none"]], says: "no 'extra/none'"),
        Fault(action: ["op": "extend-attribute", "args": ["path": "name", "value": 1]], says: "not a list"),
        Fault(action: ["op": "add-trait", "args": ["name": "custom-new"]], says: "trait names"),
        Fault(action: ["op": "log", "args": ["msg": "x", "level": "shout"]], says: "no log level"),
        Fault(
            action: ["op": "del-port-attribute", "args": ["port_id": "eth0", "path": "extra"]], says: "UUID of a port"),
        Fault(action: ["op": "api-call", "args": ["url": "http://x", "timeout": 0]], says: "timeout"),
    ])
    func `an action that cannot be done fails the inspection and names the rule`(_ fault: Fault) throws {
        let failure = #expect(throws: RuleFailure.self) { _ = try apply([fault.action]) }
        #expect(failure?.description.contains("inspection rule r") == true)
        #expect(failure?.description.contains(fault.says) == true, "\(failure?.description ?? "")")
    }

    @Test(arguments: [
        Fault(action: ["op": "lt", "args": ["values": [1, "a"]]], says: "no order"),
        Fault(action: ["op": "eq", "args": ["values": 1]], says: "must be a list"),
        Fault(action: ["op": "matches", "args": ["value": "a", "regex": "("]], says: "regular expression"),
        Fault(action: ["op": "in-net", "args": ["address": "a", "subnet": "10.0.0.0/8"]], says: "not an IP address"),
        Fault(action: ["op": "in-net", "args": ["address": "10.0.0.1", "subnet": "10.0.0.0/64"]], says: "IP network"),
        Fault(action: ["op": "!!eq", "args": ["values": []]], says: "no operation"),
    ])
    func `a condition that cannot be checked fails the inspection`(_ fault: Fault) throws {
        let failure = #expect(throws: RuleFailure.self) { _ = try apply([], conditions: [fault.action]) }
        #expect(failure?.description.contains(fault.says) == true, "\(failure?.description ?? "")")
    }

    @Test func `rules come one after the other and see what earlier ones did`() throws {
        let rules = [
            InspectionRuleBody(
                name: "first",
                actions: [["op": "set-attribute", "args": ["path": "extra/a", "value": "1"]]]),
            InspectionRuleBody(
                name: "skipped", conditions: [["op": "eq", "args": ["values": [1, 2]]]],
                actions: [["op": "fail", "args": ["msg": "never"]]]),
            InspectionRuleBody(
                name: "second", conditions: [["op": "eq", "args": ["values": ["{node.extra[a]}", "1"]]]],
                actions: [["op": "log", "args": ["msg": "a is {node.extra[a]}", "level": "warning"]]]),
        ]
        let work = try RuleEngine(rules: rules, masking: .always).apply(to: Self.subject)
        #expect(work.outcome.applied == ["first", "second"])
        #expect(work.outcome.messages == [RuleOutcome.Message(level: "warning", text: "a is 1")])
    }

    @Test(arguments: [
        (InspectionMasking.always, true, "***"), (.sensitive, false, "***"), (.sensitive, true, "hush"),
        (.never, false, "hush"),
    ])
    func `secrets are shown to whom the setting says`(
        _ masking: InspectionMasking, _ isSensitive: Bool, _ seen: String
    ) throws {
        let action: JSONValue = [
            "op": "set-attribute",
            "args": ["path": "extra/seen", "value": "{inventory[auth_token]} {plugin_data[password]}"],
        ]
        let work = try apply([action], masking: masking, isSensitive: isSensitive)
        #expect(work.subject.node.extra["seen"] == .string("\(seen) \(seen)"))
    }

    @Test func `a call to others keeps its limits`() throws {
        let call: JSONValue = [
            "op": "api-call",
            "args": [
                "url": "http://192.0.2.9/{node.name}", "headers": ["X-A": "b"], "timeout": "2.5", "retries": 1,
                "backoff_factor": 0.5,
            ],
        ]
        #expect(
            try apply([call]).outcome.calls == [
                WebCall(
                    url: "http://192.0.2.9/rack1-7", headers: ["X-A": "b"], timeout: .milliseconds(2_500), retries: 1,
                    pause: .milliseconds(500))
            ])
    }
}
