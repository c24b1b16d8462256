import IngotHardware
import IngotModel
import Testing

struct RAIDConfigurationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var disk: JSONValue
        var says: String
        var testDescription: String { disk.serialized() }
    }

    @Test(
        arguments: [
            ["raid_level": "1", "size_gb": 100], ["raid_level": "5+0", "size_gb": "MAX"],
            [
                "raid_level": "JBOD", "size_gb": 0, "volume_name": "a", "is_root_volume": true,
                "share_physical_disks": false, "disk_type": "ssd", "interface_type": "sas",
                "number_of_physical_disks": 1,
                "controller": "c", "physical_disks": ["a"],
            ],
            [
                "raid_level": "1", "size_gb": 1, "controller": "c",
                "physical_disks": [["size": ">= 1"], ["size": ">= 2"]],
            ],
        ] as [JSONValue])
    func `well formed logical disks are taken`(_ disk: JSONValue) throws {
        #expect(try RAIDConfiguration(["logical_disks": [disk]]).logicalDisks.count == 1)
    }

    @Test(arguments: [
        Case(disk: ["size_gb": 1], says: "raid_level is missing"),
        Case(disk: ["raid_level": "1"], says: "size_gb is missing"),
        Case(disk: ["raid_level": "7", "size_gb": 1], says: "one of JBOD"),
        Case(disk: ["raid_level": 1, "size_gb": 1], says: "one of JBOD"),
        Case(disk: ["raid_level": "1", "size_gb": -1], says: "size_gb must be"),
        Case(disk: ["raid_level": "1", "size_gb": 1.5], says: "size_gb must be"),
        Case(disk: ["raid_level": "1", "size_gb": true], says: "size_gb must be"),
        Case(disk: ["raid_level": "1", "size_gb": "max"], says: "size_gb must be"),
        Case(disk: ["raid_level": "1", "size_gb": 1, "number_of_physical_disks": 0], says: "above 0"),
        Case(disk: ["raid_level": "1", "size_gb": 1, "disk_type": "tape"], says: "hdd or ssd"),
        Case(disk: ["raid_level": "1", "size_gb": 1, "colour": "red"], says: "colour is not known"),
        Case(disk: ["raid_level": "1", "size_gb": 1, "physical_disks": ["a"]], says: "'controller' beside it"),
        Case(
            disk: ["raid_level": "1", "size_gb": 1, "controller": "c", "physical_disks": [[:]]], says: "two or more"),
        Case(disk: "all", says: "must be an object"),
    ])
    func `what is wrong is named with its place`(_ wrong: Case) throws {
        let problem = #expect(throws: HardwareProblem.self) {
            try RAIDConfiguration(["logical_disks": [wrong.disk]])
        }
        #expect(problem?.message.contains(wrong.says) == true, "\(problem?.message ?? "")")
    }

    @Test func `there is one root volume at most`() {
        let root: JSONValue = ["raid_level": "1", "size_gb": 1, "is_root_volume": true]
        #expect(throws: HardwareProblem.self) { try RAIDConfiguration(["logical_disks": [root, root]]) }
    }
}
