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
        do {
            try await services.store.write { transaction in
                try transaction.requests.insert(request)
                transaction.ringAfterCommit()
            }
            if let reply = try await awaitAnswer(to: request.id) { return reply }
        } catch _ where Task.isCancelled {
            // The client hung up; what it asked for is not to be begun behind its back.
        }
        // A task of its own, as the call's may be cancelled, and then the database would refuse it.
        return try await Task { try await giveUp(request) }.value
    }

    /// The reply, or nil where none came in time or the call was cancelled.
    private func awaitAnswer(to id: RequestID) async throws -> JSONValue? {
        let bell = services.store.bell
        let deadline = ContinuousClock.now + services.configuration.answerTimeout
        while ContinuousClock.now < deadline, !Task.isCancelled {
            let rings = bell.rings
            if let reply = try await answer(to: id) { return reply }
            let wait = min(services.configuration.pollInterval, deadline - ContinuousClock.now)
            await bell.wait(after: rings, atMost: wait, on: ContinuousClock())
        }
        return nil
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
