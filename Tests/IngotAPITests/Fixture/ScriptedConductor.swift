import IngotModel
import IngotStorage

/// Answers the requests that the API queues, the way the test says.
struct ScriptedConductor: Sendable {
    typealias Script = @Sendable (NodeRequest) -> (state: NodeRequest.State, reply: JSONValue)

    var script: Script

    static let willing = ScriptedConductor { _ in (.accepted, ["run": "5c1f0e6e-6c2c-4a3f-9d4a-000000000001"]) }

    static func refusing(_ status: Int, _ code: String, _ message: String) -> ScriptedConductor {
        ScriptedConductor { _ in
            (.refused, ["status": JSONValue(status), "code": .string(code), "message": .string(message)])
        }
    }

    /// Works until it is cancelled.
    func run(on store: Store) async throws {
        while !Task.isCancelled {
            let rings = store.bell.rings
            try await store.write { transaction in
                let offers = try transaction.requests.offers(
                    hardwareTypes: ["fake-hardware", "manual-management"], group: "", limit: 100)
                for request in try offers.compactMap({ try transaction.requests.find($0.id) })
                where try transaction.requests.claim(request.id, by: "conductor-1") {
                    let answer = script(request)
                    try transaction.requests.answer(request.id, state: answer.state, reply: answer.reply)
                    transaction.ringAfterCommit()
                }
            }
            await store.bell.wait(after: rings)
        }
    }
}
