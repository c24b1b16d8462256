import Synchronization
import Testing

@testable import IngotRuntime

@Suite struct DaemonTests {
    @Test func `help lists every option and every setting`() async {
        let said = await run(["--help"])
        #expect(said.ending == .asked)
        for option in ["--data", "--listen", "--config", "--role", "--set", "--print-sample-config"] {
            #expect(said.output.contains(option))
        }
        for setting in Settings.table {
            #expect(said.output.contains("  \(setting.key)  (\(setting.typeName), default: "))
            #expect(said.output.contains(setting.environmentName))
        }
    }

    @Test func `the sample file is printed on request`() async {
        let said = await run(["--print-sample-config"])
        #expect(said.output == SettingsText.sampleFile)
        #expect(said.ending == .asked)
    }

    @Test(arguments: [
        (["--role", "king"], Ending.badConfiguration, "role = \"king\" (from the command line)"),
        (["--listen", "here"], .badConfiguration, "api.listen = \"here\""),
        (["--set", "wait.clean=never"], .badConfiguration, "wait.clean = \"never\""),
        (["--config", "/nowhere"], .badConfiguration, "/nowhere"),
        (["--verbose"], .badCommandLine, "--verbose"),
        (["--set", "novalue"], .badCommandLine, "novalue"),
        (["--data", "/dev/null/x"], .unavailable, "/dev/null/x"),
    ])
    func `a bad start says why and ends with a code of its own`(arguments: [String], ending: Ending, hint: String) async
    {
        let said = await run(arguments)
        #expect(said.ending == ending)
        #expect(said.complaints.contains(hint))
        #expect(said.output.isEmpty)
    }

    @Test func `the environment names the file of settings`() async {
        let said = await run([], environment: ["INGOT_CONFIG": "/nowhere.yaml"])
        #expect(said.complaints.contains("/nowhere.yaml"))
    }

    private func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async -> (ending: Ending, output: String, complaints: String) {
        let said = Transcript()
        let ending = await Daemon(
            arguments: arguments, environment: environment, output: { said.output.add($0) },
            complaints: { said.complaints.add($0) }
        ).run()
        return (ending, said.output.text, said.complaints.text)
    }

    private final class Transcript: Sendable {
        final class Part: Sendable {
            private let state = Mutex("")
            func add(_ text: String) { state.withLock { $0 += text } }
            var text: String { state.withLock { $0 } }
        }

        let output = Part()
        let complaints = Part()
    }
}
