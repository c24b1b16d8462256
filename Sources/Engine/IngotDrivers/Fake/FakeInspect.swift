import IngotHardware
import IngotModel

/// The inspect interface `fake`: finds a machine that is as its operator described it, and invents the rest.
package struct FakeInspect: InspectInterface {
    package let name = "fake"
    /// As little as in the field, where clients try that out.
    package let canBeAborted = false
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}

    package func inspection() -> any StepBody {
        FakeStep(delay: delay) { task in
            let properties = Self.invented.merging(task.node.properties.filter { !$0.value.isNull }) { $1 }
            var result = StepResult(detail: "pretended to look at the machine")
            result.changes.properties = properties.filter { Self.invented.keys.contains($0.key) }
            result.changes.health = "OK"
            result.changes.inventory = NodeInventory(
                node: task.node.id, inventory: Self.inventory(properties, task.ports),
                pluginData: ["fake": ["inspected_at": .string(task.now.iso8601)]], createdAt: task.now)
            return result
        }
    }

    private static let invented: [String: JSONValue] = [
        "cpu_arch": "x86_64", "cpus": 8, "memory_mb": 16384, "local_gb": 100,
    ]

    private static func number(_ value: JSONValue?) -> Int64 {
        Int64(value?.integer ?? value?.string.flatMap { Int($0) } ?? 0)
    }

    /// The shape of the agent's inventory (peer: ironic-python-agent's `list_hardware_info`).
    private static func inventory(_ properties: [String: JSONValue], _ ports: [Port]) -> JSONValue {
        let megabytes = number(properties["memory_mb"])
        return [
            "cpu": [
                "architecture": properties["cpu_arch"] ?? "", "count": .integer(number(properties["cpus"])),
                "model_name": "Fake CPU", "frequency": "2000", "flags": [],
            ],
            "memory": ["physical_mb": .integer(megabytes), "total": .integer(megabytes << 20)],
            "disks": [
                [
                    "name": "/dev/sda", "model": "Fake disk", "rotational": false, "serial": "fake-0",
                    "size": .integer(number(properties["local_gb"]) << 30),
                ]
            ],
            "interfaces": .array(
                ports.enumerated().map { index, port in
                    [
                        "name": .string("eth\(index)"), "mac_address": .string(port.address.text),
                        "has_carrier": true, "ipv4_address": .null,
                    ]
                }),
            "boot": ["current_boot_mode": "uefi", "pxe_interface": JSONValue(ports.first?.address.text)],
            "system_vendor": ["manufacturer": "Ingot", "product_name": "Fake machine", "serial_number": "fake"],
            "bmc_address": "192.0.2.1", "hostname": "fake",
        ]
    }
}
