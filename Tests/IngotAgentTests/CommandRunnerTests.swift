import AsyncToolkit
import IngotContracts
import IngotModel
import Testing

@testable import IngotAgent

@Suite struct CommandRunnerTests {
    private struct Odd: Error {}

    private static func runner(_ run: @escaping @Sendable (CommandArguments) async throws -> JSONValue) -> CommandRunner
    {
        CommandRunner(
            table: AgentCommandTable([
                AgentCommandEntry(name: .prepareImage, isAsynchronous: true, run: run),
                AgentCommandEntry(name: .sync, isAsynchronous: false, run: run),
            ]), ledger: CommandLedger(), heartbeats: Bell(), logger: LivingAgent.quietLogger,
            background: { job in Task { await job() } })
    }

    private static func end(_ runner: CommandRunner, _ name: AgentCommandName) async throws -> AgentCommandResult {
        let id = try await runner.execute(AgentCommandRequest(name))
        return try #require(await runner.ledger.wait(for: id))
    }

    @Test func `a second command is refused while one is running`() async throws {
        let gate = Bell()
        let runner = Self.runner { _ in
            await gate.wait(after: 0)
            return nil
        }
        let id = try await runner.execute(AgentCommandRequest(.prepareImage))
        #expect(runner.ledger.result(id)?.status == .running)
        for name in [AgentCommandName.prepareImage, .sync] {
            await #expect {
                try await runner.execute(AgentCommandRequest(name))
            } throws: { error in
                let fault = (error as? AgentCommandError)?.fault
                return fault == [
                    "faultcode": "Client", "faultstring": "Agent is busy: executing command prepare_image",
                ]
            }
        }
        gate.ring()
        #expect(await runner.ledger.wait(for: id)?.status == .succeeded)
        #expect(runner.ledger.all.count == 1)
    }

    @Test func `the end of an asynchronous command asks for a heartbeat`() async throws {
        let runner = Self.runner { _ in nil }
        _ = try await Self.end(runner, .prepareImage)
        await runner.heartbeats.wait(after: 0)
        #expect(runner.heartbeats.rings == 1)
    }

    @Test func `bare texts and names have the contract's form`() async throws {
        let runner = Self.runner { _ in "done" }
        let asynchronous = try await Self.end(runner, .prepareImage)
        #expect(asynchronous.result == ["result": "prepare_image: done"] && asynchronous.name == "prepare_image")
        let synchronous = try await Self.end(runner, .sync)
        #expect(synchronous.result == ["result": "done"] && synchronous.name == "sync")
    }

    @Test func `any error becomes plain data`() async throws {
        let runner = Self.runner { _ in throw Odd() }
        let asynchronous = try await Self.end(runner, .prepareImage)
        #expect(asynchronous.status == .failed && asynchronous.error?.type == "CommandExecutionError")
        #expect(asynchronous.error?.details.contains("Odd") == true)
        #expect(try await Self.end(runner, .sync).name == "standby.sync")
        let list = try AgentCommandResult.list(AgentCommandResult.json(list: runner.ledger.all))
        #expect(list == runner.ledger.all)
    }
}
