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
}
