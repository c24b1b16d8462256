import IngotModel
import Logging
import Testing

@testable import IngotAuth

struct PolicyFileTests {
    @Test func `a policy file is a mapping of rules to checks`() throws {
        let text = """
            # Comments are fine
            "baremetal:node:get": "role:a or role:b"
            baremetal:node:list: ""
            never: "!"
            old: [["role:a", "role:b"], "role:c"]
            open: []
            closed: [[]]
            """
        #expect(
            try PolicyFile.overrides(Array(text.utf8)) == [
                "baremetal:node:get": "role:a or role:b", "baremetal:node:list": "", "never": "!",
                "old": "(role:a and role:b) or (role:c)", "open": "@", "closed": "!",
            ])
    }

    @Test(arguments: ["", "# nothing\n", "{}", "~"])
    func `a file may override nothing`(_ text: String) throws {
        #expect(try PolicyFile.overrides(Array(text.utf8)).isEmpty)
    }

    @Test(arguments: ["a:", "a: ~", "a: {b: c}", "- a", "a: \"", "a: [[~]]", "a: 'x'\na: 'y'"])
    func `a file that says something else is refused`(_ text: String) {
        #expect(throws: PolicyProblem.self) { try PolicyFile.overrides(Array(text.utf8)) }
    }
}

struct PolicyStoreTests {
    private let clock = HandClock()

    private static var reader: Caller {
        var caller = Caller(strategy: .keystone)
        caller.projectID = "a"
        caller.roles = ["reader"]
        return caller
    }

    private func store(_ file: ScratchFile) throws -> PolicyStore {
        try PolicyStore(PolicySettings(), file: file.path, clock: clock, logger: .quiet)
    }

    @Test func `a changed file counts after a second`() async throws {
        let file = try ScratchFile(#""baremetal:node:delete": "role:reader""#)
        let store = try store(file)
        #expect(await store.current().allows("baremetal:node:delete", Self.reader))
        try file.write("{}")
        #expect(await store.current().allows("baremetal:node:delete", Self.reader))
        clock.advance(by: .seconds(1))
        #expect(await !store.current().allows("baremetal:node:delete", Self.reader))
    }

    @Test func `a caller that gives up while the file is looked at does not end the looking`() async throws {
        let file = try ScratchFile(#""baremetal:node:delete": "role:reader""#)
        let store = try store(file)
        clock.advance(by: .seconds(1))
        await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = await store.current()
        }.value
        try file.write("{}")
        clock.advance(by: .seconds(1))
        #expect(await !store.current().allows("baremetal:node:delete", Self.reader))
    }

    @Test(arguments: ["{", #""a": "rule:missing""#, nil])
    func `a file that breaks leaves the rules as they were until it is mended`(_ broken: String?) async throws {
        let file = try ScratchFile(#""baremetal:node:delete": "role:reader""#)
        let store = try store(file)
        if let broken { try file.write(broken) } else { file.remove() }
        clock.advance(by: .seconds(1))
        #expect(await store.current().allows("baremetal:node:delete", Self.reader))
        try file.write(#""baremetal:node:delete": "!""#)
        clock.advance(by: .seconds(1))
        #expect(await !store.current().allows("baremetal:node:delete", Self.reader))
    }

    @Test func `a file that is broken at the start stops the start and says why`() throws {
        let file = try ScratchFile(#""baremetal:node:delete": "rule:missing""#)
        #expect {
            try store(file)
        } throws: {
            "\($0)".contains("the rule 'baremetal:node:delete' stands on the rule 'missing', which does not exist")
        }
        file.remove()
        #expect(throws: AuthenticationProblem.self) { try store(file) }
    }
}
