import IngotCommands
import Testing

@Suite struct `Completions` {
    @Test(arguments: ["bash", "zsh", "fish"])
    func `a script for each shell goes to standard output`(_ shell: String) async throws {
        let run = try await ScriptedService().run("--generate-completion-script", shell)
        #expect(run.exitCode == 0)
        #expect(run.output.contains("timeline"))
        #expect(run.reports.isEmpty)
    }

    @Test func `help goes to standard output`() async throws {
        let run = try await ScriptedService().run("node", "deploy", "--help")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("--config-drive"))
        #expect(run.reports.isEmpty)
    }

    @Test(arguments: [["--url", "ADDRESS"], ["--url=ADDRESS"], []])
    func `node names come from the service that the command line speaks of`(_ option: [String]) async throws {
        let service = ScriptedService([
            "GET /v1/nodes": [
                .init(body: #"{"nodes": [{"uuid": "u1", "name": "first"}, {"uuid": "u2", "name": null}]}"#)
            ]
        ])
        let names = try await service.serving { address in
            let words = ["ingot", "node", "show"] + option.map { $0.replacing("ADDRESS", with: address) }
            let surroundings = Surroundings(
                console: Console(write: { _ in }, reportRaw: { _ in }), clock: LeapingClock(),
                environment: ["INGOT_URL": option.isEmpty ? address : "http://127.0.0.1:1"], read: { _ in nil })
            return try await NodeNames.names(for: words, in: surroundings, atMost: .seconds(60))
        }
        #expect(names == ["first", "u2"])
    }
}
