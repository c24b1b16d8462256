import IngotModel
import Testing

struct DiskChoiceTests {
    private static let gibibyte: Int64 = 1_073_741_824

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var disks: [BlockDevice]
        var hints: JSONValue?
        /// By the disks' names; empty for the chosen one.
        var reasons: [String: String]
    }

    static let cases = [
        Case(
            testDescription: "the smallest usable disk is taken",
            disks: [
                BlockDevice(name: "/dev/sda", size: 500 * gibibyte),
                BlockDevice(name: "/dev/sdb", size: 100 * gibibyte),
                BlockDevice(name: "/dev/sdc", size: 2 * gibibyte),
                BlockDevice(name: "/dev/sdd", size: 8 * gibibyte, isRemovable: true),
                BlockDevice(name: "/dev/sr0", size: gibibyte, isReadOnly: true),
            ], hints: nil,
            reasons: [
                "/dev/sda": "/dev/sdb is large enough and smaller: 100.0 GiB against 500.0 GiB", "/dev/sdb": "",
                "/dev/sdc": "it is too small: 2.0 GiB, and 4 GiB are needed", "/dev/sdd": "it is removable",
                "/dev/sr0": "it is read-only, it is too small: 1.0 GiB, and 4 GiB are needed",
            ]),
        Case(
            testDescription: "of disks alike, the name decides",
            disks: [BlockDevice(name: "b", size: 8 * gibibyte), BlockDevice(name: "a", size: 8 * gibibyte)], hints: nil,
            reasons: ["a": "", "b": "a is as large and comes before it by name"]),
        Case(
            testDescription: "each hint that a disk does not fulfil is named",
            disks: [
                BlockDevice(name: "/dev/sda", size: 100 * gibibyte, model: "Slow", isRotational: true),
                BlockDevice(name: "/dev/nvme0n1", size: 300 * gibibyte, model: "Fast"),
                BlockDevice(name: "/dev/nvme1n1", size: 300 * gibibyte, model: "Fast"),
                BlockDevice(name: "/dev/vda", size: 300 * gibibyte),
            ], hints: ["model": "fast", "size": ">= 200", "rotational": false],
            reasons: [
                "/dev/sda": "the hint model wants fast, and it is 'Slow', the hint rotational wants false, and it is"
                    + " true, the hint size wants >= 200 GiB, and it is 100.0 GiB",
                "/dev/nvme0n1": "",
                "/dev/nvme1n1": "/dev/nvme0n1 fulfils every hint, too, and is listed before it",
                "/dev/vda": "the hint model wants fast, and it is unknown",
            ]),
        Case(
            testDescription: "hints may choose a disk that nobody would take otherwise",
            disks: [
                BlockDevice(name: "/dev/sda", size: 100 * gibibyte),
                BlockDevice(name: "/dev/sdb", size: 2 * gibibyte, serial: "S2"),
            ], hints: ["serial": "s2"],
            reasons: ["/dev/sda": "the hint serial wants s2, and it is unknown", "/dev/sdb": ""]),
    ]

    @Test(arguments: cases)
    func `one disk is chosen, and of each other it is told why not`(_ choice: Case) throws {
        let result = DiskChoice(among: choice.disks, hints: try choice.hints.map { try RootDeviceHints($0) })
        let told = Dictionary(uniqueKeysWithValues: result.candidates.map { ($0.disk.name, Self.text($0.verdict)) })
        #expect(told == choice.reasons)
        #expect(result.chosen?.name == choice.reasons.first { $0.value.isEmpty }?.key)
    }

    @Test func `no disk is chosen where none fits`() {
        #expect(DiskChoice(among: [], hints: nil).chosen == nil)
        let small = DiskChoice(among: [BlockDevice(name: "a", size: 1)], hints: nil)
        #expect(small.chosen == nil)
        #expect(small.candidates.first?.verdict == .ruledOut(["it is too small: 0.0 GiB, and 4 GiB are needed"]))
    }

    private static func text(_ verdict: DiskChoice.Verdict) -> String {
        switch verdict {
        case .chosen: ""
        case .behind(let reason): reason
        case .ruledOut(let reasons): reasons.joined(separator: ", ")
        }
    }
}
