import AsyncToolkit
import IngotModel
import IngotStorage

/// Hands requests to conductors through the database and awaits their answers.
///
/// The bell tells at once when an answer is there; the poll interval is the floor where no bell reaches us.
struct ConductorRequests: Sendable {
    let services: APIServices

    /// Queues the request and returns the reply of the conductor that took it on.
    ///
    /// - Throws: ``APIError``: the conductor's refusal as it is, or 503 where none answered in time.
    func ask(_ request: NodeRequest) async throws -> JSONValue {
        let store = services.store
        try await store.write { transaction in
            try transaction.requests.insert(request)
            transaction.ringAfterCommit()
        }
        let deadline = ContinuousClock.now + services.configuration.answerTimeout
        while ContinuousClock.now < deadline, !Task.isCancelled {
            let rings = store.bell.rings
            if let reply = try await answer(to: request.id) { return reply }
            let wait = min(services.configuration.pollInterval, deadline - ContinuousClock.now)
            await store.bell.wait(after: rings, atMost: wait, on: ContinuousClock())
        }
        return try await giveUp(request)
    }

    private func answer(to id: RequestID) async throws -> JSONValue? {
        let request = try await services.store.read { try $0.requests.find(id) }
        switch request?.state {
        case .accepted: return request?.reply ?? [:]
        case .refused: throw Self.refusal(request?.reply)
        case .queued, .claimed: return nil
        case .withdrawn, nil:
            throw APIError.unavailable(
                "The request \(id) was withdrawn before a conductor took it; send it again",
                code: "request_withdrawn", retryAfterSeconds: 1)
        }
    }

    private static func refusal(_ reply: JSONValue?) -> APIError {
        let status = reply?["status"]?.integer ?? 400
        return APIError(
            status: 400...599 ~= status ? status : 500, code: reply?["code"]?.string ?? "refused",
            message: reply?["message"]?.string ?? "The conductor refused the request and gave no reason")
    }

    /// Takes the request back; a conductor that took it in the very last moment is heard out.
    private func giveUp(_ request: NodeRequest) async throws -> JSONValue {
        let isWithdrawn = try await services.store.write { try $0.requests.withdraw(request.id) }
        if !isWithdrawn, let reply = try await answer(to: request.id) { return reply }
        let seconds = Int(services.configuration.answerTimeout.inSeconds)
        let message =
            isWithdrawn
            ? "No conductor took the request \(request.id) for node \(request.node) within \(seconds) s, so it was"
                + " withdrawn; see GET /v1/conductors for who is alive, and try again"
            : "A conductor took the request \(request.id) for node \(request.node) but did not answer within"
                + " \(seconds) s; see the node's timeline for what became of it"
        throw APIError.unavailable(
            message, code: isWithdrawn ? "no_conductor_answered" : "answer_overdue", retryAfterSeconds: 10)
    }
}
