import IngotModel
import Testing

@Suite struct RootDeviceHintsTests {
    private static let disk = BlockDevice(
        name: "/dev/sda", size: 480_103_981_056, model: "EXAMPLE SSD 9000", isRotational: false,
        wwn: "0x5000c50015ea71aa", serial: "EX0001", vendor: "ATA", hctl: "0:0:0:0", transport: "sata",
        otherSerials: ["ata-EX0001"])

    @Test(arguments: [
        ("size", "= 447", true), ("size", "= 448", false), ("size", "== 447.131", false), ("size", ">= 400", true),
        ("size", "< 400", false), ("size", "!= 100", true), ("size", "<or> 100 <or> 200", false),
        ("size", "<range-in> [ 400 500 ]", true), ("size", "<range-in> ( 10 20 ]", false),
        ("model", "example ssd 9000", true), ("model", "s== Example SSD 9000", true), ("model", "s!= other", true),
        ("model", "<in> ssd", true), ("model", "<all-in> ssd 9000", true), ("model", "<all-in> ssd 8000", false),
        ("vendor", "<or> hp <or> ata", true), ("vendor", "<or> hp <or> dell", false), ("vendor", "s< b", true),
        ("serial", "ex0001", true), ("serial", "ATA-ex0001", true), ("serial", "EX0002", false),
        ("name", "/dev/sda", true), ("hctl", "0:0:0:0", true), ("tran", "sata", true), ("by_path", "x", false),
        ("rotational", "false", true), ("rotational", "true", false), ("wwn", "<in> c50015ea", true),
    ])
    func `an operator compares as in the field`(_ key: String, _ condition: String, _ matches: Bool) throws {
        let hints = try RootDeviceHints(.object([key: .string(condition)]))
        #expect(hints.match(Self.disk) == matches)
    }

    @Test func `a plain number means exactly so many gibibytes`() throws {
        let hints = try RootDeviceHints(["size": 10])
        #expect(hints.match(BlockDevice(name: "/dev/sdb", size: 10 << 30)))
        #expect(!hints.match(BlockDevice(name: "/dev/sdb", size: 11 << 30)))
    }

    @Test func `all hints must be fulfilled and the first disk wins`() throws {
        let disks = ["/dev/sda", "/dev/sdb", "/dev/sdc"].map { BlockDevice(name: $0, size: 10 << 30, model: "m") }
        let hints = try RootDeviceHints(["model": "m", "size": ">= 5"])
        #expect(hints.choose(from: disks)?.name == "/dev/sda")
        #expect(try RootDeviceHints(["model": "m", "name": "/dev/sdc"]).choose(from: disks)?.name == "/dev/sdc")
        #expect(try RootDeviceHints(["model": "m", "size": "> 50"]).choose(from: disks) == nil)
    }

    @Test func `without hints the smallest disk of four gibibytes is taken`() {
        let disks = [("/dev/sdb", 20), ("/dev/sdc", 5), ("/dev/sda", 5), ("/dev/sdd", 3)].map {
            BlockDevice(name: $0.0, size: Int64($0.1) << 30)
        }
        #expect(RootDeviceHints.standardChoice(from: disks)?.name == "/dev/sda")
    }

    @Test(
        arguments: [
            (["color": "red"], "color"), (["size": "many"], "size"), (["size": 0], "size"),
            (["rotational": "perhaps"], "rotational"), (["model": 5], "model"), ("x", "root_device"),
        ] as [(JSONValue, String)])
    func `a bad hint is refused by name`(_ value: JSONValue, _ key: String) {
        #expect { try RootDeviceHints(value) } throws: { ($0 as? RootDeviceHintError)?.key == key }
    }

    @Test func `hints of the instance go before those of the machine`() throws {
        let hints = try RootDeviceHints.effective(
            instanceInfo: ["root_device": ["name": "/dev/a"]], properties: ["root_device": ["name": "/dev/b"]])
        #expect(hints?.match(BlockDevice(name: "/dev/a", size: 1)) == true)
        #expect(try RootDeviceHints.effective(instanceInfo: [:], properties: ["root_device": [:]]) == nil)
    }
}
