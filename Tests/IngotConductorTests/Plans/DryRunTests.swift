import IngotHardware
import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// What is told before against what is done afterwards.
struct DryRunTests {
    private func begin(_ journey: Journey) async throws -> Lab {
        let engine = try SQLiteEngine(inMemoryWithin: SQLiteLimits())
        try await Store(engine: engine).migrate()
        return try await journey.begin(in: engine)
    }

    /// Asks what an act would do, as the API does, and hands back the answer.
    private func dryRun(_ act: Journey.Act, in lab: Lab, _ life: Life) async throws -> JSONValue {
        let id = try await lab.ask(try #require(act.kind.dryRun), act.arguments)
        let question = try #require(try await lab.request(id))
        _ = try await Admission(surroundings: life.surroundings).process(question)
        let answer = try #require(try await lab.request(id))
        #expect(answer.state == .accepted, "\(answer.reply ?? .null)")
        return answer.reply ?? .null
    }

    @Test(arguments: Journey.all)
    func `the steps that are done are those that the dry run told, or the journal says why not`(
        _ journey: Journey
    ) async throws {
        let lab = try await begin(journey)
        let told = try #require(Plan(json: try await dryRun(journey.acts[0], in: lab, try lab.conductor())))
        #expect(told.blockers.isEmpty, "\(told.blockers)")
        try await journey.play(lab, [try lab.conductor()])
        let node = lab.node
        let (run, entries) = try await lab.store.read { transaction in
            let run = try transaction.runs.list(node, limit: 10).first { $0.kind == journey.acts[0].kind }
            return (run, try run.map { try transaction.journal.entries($0.id) } ?? [])
        }
        let begun = Set(entries.filter { $0.kind == .started }.compactMap(\.stepIndex)).sorted()
        let done = begun.compactMap { run?.plan.steps.at($0)?.step.qualifiedName }
        let planned = told.steps.map(\.step.qualifiedName)
        let changes = entries.filter { $0.kind == .observed }.compactMap(\.detail).filter {
            $0.contains("has changed the plan")
        }
        if done.count > planned.count {
            let added = done.dropFirst(planned.count).joined(separator: ", ")
            #expect(changes.contains { $0.contains("added \(added)") }, "\(done) of \(planned): \(changes)")
        } else {
            #expect(changes.isEmpty)
        }
        #expect(done.starts(with: planned.prefix(done.count)), "\(done) of \(planned)")
        if run?.state == .finished { #expect(done.count >= planned.count, "\(done) of \(planned)") }
    }

    @Test(arguments: Journey.all)
    func `a dry run changes nothing`(_ journey: Journey) async throws {
        let lab = try await begin(journey)
        let life = try lab.conductor()
        let before = try await dump(of: lab)
        _ = try await dryRun(journey.acts[0], in: lab, life)
        #expect(try await dump(of: lab) == before)
        #expect(lab.world.effects.isEmpty)
    }

    /// Every row of every table but the questions themselves.
    private func dump(of lab: Lab) async throws -> [String: [[SQLValue]]] {
        try await lab.store.read { transaction in
            let tables = try transaction.connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map {
                try $0.value("name", in: "sqlite_master", as: String.self)
            }
            #expect(tables.count > 20)
            return try Dictionary(
                uniqueKeysWithValues: tables.filter { $0 != "node_request" }.map { table in
                    (table, try transaction.connection.rows("SELECT * FROM \(identifier: table)").map(\.values))
                })
        }
    }
}
