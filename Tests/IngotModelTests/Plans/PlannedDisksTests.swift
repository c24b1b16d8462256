import IngotModel
import Testing

/// What a plan says of a machine's disks.
struct PlannedDisksTests {
    private static let gibibyte: Int64 = 1_073_741_824
    private static let disks = [
        BlockDevice(name: "/dev/sda", size: 500 * gibibyte, serial: "A"),
        BlockDevice(name: "/dev/sdb", size: 100 * gibibyte, serial: "B"),
    ]
    private static let seenAt = Timestamp(microseconds: 1_772_368_245_250_000)

    private func planned(
        _ losses: [DataLoss], writesImage: Bool = true, _ change: (inout Node) -> Void = { _ in }
    ) -> PlannedDisks {
        var node = Node(id: .random(), driver: "fake-hardware", createdAt: Self.seenAt)
        change(&node)
        return PlannedDisks(Self.disks, seenAt: Self.seenAt, of: node, losses: losses, writesImage: writesImage)
    }

    private func names(of disks: PlannedDisks, losing what: String) -> [String] {
        disks.disks.filter { disks.losses(of: $0).contains { $0.what == what } }.map(\.name)
    }

    @Test func `an image costs the disk that it goes onto, and cleaning costs all`() {
        let image = DataLoss("everything", on: .rootDevice)
        let erasure = DataLoss("signatures", on: .all)
        let disks = planned([image, erasure])
        #expect(names(of: disks, losing: "everything") == ["/dev/sdb"])
        #expect(names(of: disks, losing: "signatures") == ["/dev/sda", "/dev/sdb"])
        #expect(disks.json["root_device"] == "/dev/sdb")
        #expect(disks.json["disks"]?[0]?["serial"] == "A")
        #expect(disks.json["disks"]?[0]?["chosen"] == false)
        #expect(disks.json["disks"]?[1]?["loses"] == ["everything", "signatures"])
        #expect(disks.problem == nil)
    }

    @Test func `the hints of the instance come before those of the machine`() {
        let machine = planned([]) { $0.properties["root_device"] = ["serial": "A"] }
        #expect(machine.choice?.chosen?.name == "/dev/sda")
        #expect(machine.hintsFrom == "properties")
        let both = planned([]) { node in
            node.properties["root_device"] = ["serial": "A"]
            node.instanceInfo["root_device"] = ["serial": "B"]
        }
        #expect(both.choice?.chosen?.name == "/dev/sdb")
        #expect(both.hintsFrom == "instance_info")
    }

    @Test func `hints that no disk fulfils, or that are none, are told before the agent stumbles over them`() {
        let unmet = planned([]) { $0.properties["root_device"] = ["serial": "C"] }
        #expect(unmet.problem?.contains("none of the disks") == true)
        let wrong = planned([]) { $0.properties["root_device"] = ["colour": "red"] }
        #expect(wrong.problem?.contains("colour") == true)
        #expect(wrong.choice == nil)
    }

    @Test func `nothing is chosen where no image is written`() {
        let disks = planned([DataLoss("signatures", on: .all)], writesImage: false)
        #expect(disks.choice == nil)
        #expect(disks.json["root_device"] == .null)
        #expect(names(of: disks, losing: "signatures").count == 2)
    }
}
