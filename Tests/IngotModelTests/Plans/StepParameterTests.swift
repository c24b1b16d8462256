import IngotModel
import Testing

/// What is taken for an argument of a step.
struct StepParameterTests {
    @Test(
        arguments: [
            (5, true), (0, true), ("5", true), (5.0, true), (.null, true), (-5, false), (1.5, false), (true, false),
            ("abc", false), ("-5", false), ([5], false),
        ] as [(JSONValue, Bool)])
    func `a time to wait is a whole number of seconds`(_ value: JSONValue, _ isTaken: Bool) throws {
        #expect(try #require(ReservedStep.wait.parameters["seconds"]).accepts(value) == isTaken)
    }

    @Test(
        arguments: [
            ([], true), ([["name": "a", "value": .null]], true), ([["name": "a"]], false), ("x", false), (.null, false),
            ([["name": "a", "value": 1], 5], false),
        ] as [(JSONValue, Bool)])
    func `settings are objects with all their members`(_ value: JSONValue, _ isTaken: Bool) {
        let parameter = StepParameter("settings", .objects(having: ["name", "value"]), isRequired: true)
        #expect(parameter.accepts(value) == isTaken)
    }

    @Test func `only a wait takes arguments`() {
        #expect(ReservedStep.allCases.filter { !$0.parameters.isEmpty } == [.wait])
    }
}
