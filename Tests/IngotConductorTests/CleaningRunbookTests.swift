import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Automated cleaning by a runbook instead of by what interfaces offer.
struct CleaningRunbookTests {
    /// A node with the trait and resource class that the runbooks of these tests are for, and a runbook of each name.
    private static func lab(_ runbooks: [String] = ["CUSTOM_WIPE"], _ change: (inout Node) -> Void = { _ in })
        async throws
        -> Lab
    {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable) { node in
            node.traits = ["CUSTOM_WIPE"]
            node.resourceClass = "gold"
            change(&node)
        }
        for name in runbooks {
            var runbook = Runbook(id: .random(), name: name, createdAt: lab.clock.now)
            runbook.steps = [
                ["interface": "power", "step": "power_on", "args": [:], "order": 2],
                ["interface": "power", "step": "reboot", "args": [:], "order": 1],
            ]
            runbook.traits = ["CUSTOM_WIPE"]
            let added = runbook
            try await lab.store.write { try $0.runbooks.insert(added) }
        }
        return lab
    }

    private static func settings(_ change: (inout CleaningSettings) -> Void) -> CleaningSettings {
        var settings = CleaningSettings()
        change(&settings)
        return settings
    }

    /// What becomes of the node, and the steps that were taken for it with where they come from.
    private func provided(
        _ lab: Lab, _ settings: CleaningSettings, _ disallowed: Set<String> = []
    ) async throws -> (node: Node, steps: [PlannedStep], notes: [String]) {
        let peer = try await Peer("lab", in: lab) {
            $0.cleaning = settings
            $0.disallowedSteps[in: .clean] = disallowed
        }
        _ = try await lab.ask(.provision(.provide))
        await Life(lab: lab, mains: Mains(), surroundings: peer.surroundings).settle()
        let id = lab.node
        let run = try #require(try await lab.store.read { try $0.runs.list(id, limit: 1) }.first)
        return (try #require(try await lab.current()), run.plan.steps, run.plan.notes)
    }

    @Test func `its steps are done in its order and say where they come from`() async throws {
        let (node, steps, _) = try await provided(
            try await Self.lab(), Self.settings { ($0.source, $0.runbook) = (.runbook, "CUSTOM_WIPE") })
        #expect(node.provisionState == .available, "\(node.lastError ?? "")")
        #expect(steps.map(\.step.qualifiedName) == ["power.reboot", "power.power_on"])
        #expect(steps.allSatisfy { $0.origin == StepOrigin(.runbook, "CUSTOM_WIPE") })
        #expect(steps.first?.reason == "the runbook 'CUSTOM_WIPE' asks for it")
    }

    struct Choice: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var settings: CleaningSettings
        /// The runbook that is followed; nil where interfaces and agent say what is done.
        var runbook: String?
    }

    static let choices = [
        Choice(testDescription: "nothing is named", settings: settings { $0.source = .hybrid }),
        Choice(
            testDescription: "a runbook is named but not wanted", settings: settings { $0.runbook = "CUSTOM_WIPE" }),
        Choice(
            testDescription: "one for all", settings: settings { ($0.source, $0.runbook) = (.hybrid, "CUSTOM_WIPE") },
            runbook: "CUSTOM_WIPE"),
        Choice(
            testDescription: "one for the resource class",
            settings: settings {
                ($0.source, $0.runbook, $0.runbooksByResourceClass) = (.hybrid, "CUSTOM_WIPE", ["gold": "CUSTOM_GOLD"])
            }, runbook: "CUSTOM_GOLD"),
        Choice(
            testDescription: "the node's own, which may not be heeded",
            settings: settings { ($0.source, $0.runbook) = (.runbook, "CUSTOM_WIPE") }, runbook: "CUSTOM_WIPE"),
        Choice(
            testDescription: "the node's own",
            settings: settings {
                ($0.source, $0.runbook, $0.heedsNode) = (.runbook, "CUSTOM_WIPE", true)
                $0.runbooksByResourceClass = ["gold": "CUSTOM_GOLD"]
            }, runbook: "CUSTOM_OWN"),
    ]

    @Test(arguments: choices)
    func `the most particular of those that may be named is followed`(_ choice: Choice) async throws {
        let lab = try await Self.lab(["CUSTOM_WIPE", "CUSTOM_GOLD", "CUSTOM_OWN"]) {
            $0.driverInfo["cleaning_runbook"] = "CUSTOM_OWN"
        }
        let (node, steps, _) = try await provided(lab, choice.settings)
        #expect(node.provisionState == .available, "\(node.lastError ?? "")")
        let origins = Set(steps.filter { $0.origin.kind == .runbook }.compactMap(\.origin.name))
        #expect(origins == Set([choice.runbook].compactMap { $0 }))
    }

    static let faults: [(CleaningSettings, [String], String)] = [
        (settings { $0.source = .runbook }, ["CUSTOM_WIPE"], "no runbook is named"),
        (settings { ($0.source, $0.runbook) = (.hybrid, "CUSTOM_LOST") }, ["CUSTOM_WIPE"], "'CUSTOM_LOST'"),
        (settings { ($0.source, $0.runbook) = (.hybrid, "CUSTOM_WIPE") }, ["CUSTOM_OTHER"], "none of the traits"),
    ]

    @Test(arguments: faults)
    func `a node without a runbook that is for it is not cleaned in another way`(
        _ settings: CleaningSettings, _ traits: [String], _ words: String
    ) async throws {
        let lab = try await Self.lab { $0.traits = traits }
        let (node, _, _) = try await provided(lab, settings)
        #expect(node.provisionState == .cleanFailed)
        #expect(node.lastError?.contains(words) == true, "\(node.lastError ?? "")")
    }

    @Test func `traits need not agree where the settings say so`() async throws {
        let lab = try await Self.lab { $0.traits = [] }
        let (node, steps, _) = try await provided(
            lab, Self.settings { ($0.source, $0.runbook, $0.needsTrait) = (.runbook, "CUSTOM_WIPE", false) })
        #expect(node.provisionState == .available && steps.count == 2)
    }

    @Test func `steps that are not allowed are left out of it, as the plan tells`() async throws {
        let (node, steps, notes) = try await provided(
            try await Self.lab(), Self.settings { ($0.source, $0.runbook) = (.runbook, "CUSTOM_WIPE") },
            ["power.reboot"])
        #expect(node.provisionState == .available)
        #expect(steps.map(\.step.qualifiedName) == ["power.power_on"])
        #expect(notes.contains { $0.contains("power.reboot is left out") && $0.contains("clean.disallowed_steps") })
    }

    @Test func `a node of whose runbook nothing is allowed does not become available with its data`() async throws {
        let (node, _, _) = try await provided(
            try await Self.lab(), Self.settings { ($0.source, $0.runbook) = (.runbook, "CUSTOM_WIPE") },
            ["power.reboot", "power.power_on"])
        #expect(node.provisionState == .cleanFailed)
        #expect(node.lastError?.contains("clean.disallowed_steps") == true, "\(node.lastError ?? "")")
    }

    @Test func `nothing is said to be left out where automated cleaning is off`() async throws {
        let (node, steps, notes) = try await provided(
            try await Self.lab { $0.automatedClean = false },
            Self.settings { ($0.source, $0.runbook) = (.runbook, "CUSTOM_WIPE") }, ["power.reboot"])
        #expect(node.provisionState == .available && steps.isEmpty)
        #expect(!notes.contains { $0.contains("left out") })
    }
}
