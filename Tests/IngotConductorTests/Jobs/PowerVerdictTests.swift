import IngotModel
import Testing

@testable import IngotConductor

struct PowerVerdictTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var known: PowerState?
        var sighting: PowerSighting
        var failures = 0
        var forces = true
        var disablesPowerOff = false
        var lastError: String?
        var verdict: PowerVerdict
    }

    static let cases = [
        Case(testDescription: "the same", known: .on, sighting: .state(.on), verdict: .agreed),
        Case(
            testDescription: "the same after failures", known: .on, sighting: .state(.on), failures: 9, verdict: .agreed
        ),
        Case(
            testDescription: "the same after it was given up", known: .on, sighting: .state(.on),
            lastError: "power sync: the power interface failed", verdict: .relieved),
        Case(
            testDescription: "the same after something else failed", known: .on, sighting: .state(.on),
            lastError: "active: step deploy.write_image failed", verdict: .agreed),
        Case(testDescription: "nobody can tell", known: .on, sighting: .unknown, verdict: .agreed),
        Case(testDescription: "known for the first time", known: nil, sighting: .state(.off), verdict: .adopted(.off)),
        Case(testDescription: "known again", known: .error, sighting: .state(.on), verdict: .adopted(.on)),
        Case(
            testDescription: "switched on by somebody", known: .off, sighting: .state(.on),
            verdict: .forced(.off, seen: .on)),
        Case(
            testDescription: "switched off by somebody", known: .on, sighting: .state(.off), failures: 1,
            verdict: .forced(.on, seen: .off)),
        Case(
            testDescription: "switched, and that is right", known: .off, sighting: .state(.on), forces: false,
            verdict: .adopted(.on)),
        Case(
            testDescription: "on, and must not be switched off", known: .off, sighting: .state(.on),
            disablesPowerOff: true, verdict: .adopted(.on)),
        Case(
            testDescription: "off, and must not be switched off", known: .on, sighting: .state(.off),
            disablesPowerOff: true, verdict: .forced(.on, seen: .off)),
        Case(
            testDescription: "cannot be switched", known: .on, sighting: .state(.off), failures: 2,
            verdict: .givenUp("the machine is at 'power off' although it was told 'power on'", .off)),
        Case(testDescription: "fails once", known: .on, sighting: .failed("x"), verdict: .counted("x")),
        Case(testDescription: "fails twice", known: .on, sighting: .failed("x"), failures: 1, verdict: .counted("x")),
        Case(
            testDescription: "fails too often", known: .on, sighting: .failed("x"), failures: 2,
            verdict: .givenUp("x", nil)),
        Case(
            testDescription: "fails too often, and was never known", known: nil, sighting: .failed("x"), failures: 2,
            verdict: .givenUp("x", nil)),
        Case(
            testDescription: "says too often that it is in error", known: .on, sighting: .error, failures: 2,
            verdict: .givenUp("it reports an error", .error)),
        Case(testDescription: "was never fit", known: nil, sighting: .unfit("x"), failures: 9, verdict: .agreed),
        Case(testDescription: "is not fit any more", known: .on, sighting: .unfit("x"), verdict: .counted("x")),
    ]

    @Test(arguments: cases)
    func `the verdict follows from what is known, seen and counted`(_ one: Case) {
        var node = Node(id: .random(), driver: "metal", createdAt: Timestamp(seconds: 0))
        node.powerState = one.known
        node.disablePowerOff = one.disablesPowerOff
        node.lastError = one.lastError
        var settings = JobSettings()
        settings.forcesPowerState = one.forces
        #expect(PowerVerdict.on(node, one.sighting, after: one.failures, settings) == one.verdict)
    }
}
