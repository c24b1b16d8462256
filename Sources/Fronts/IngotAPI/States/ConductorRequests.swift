import IngotModel
import IngotStorage

/// Hands requests to conductors through the database and awaits their answers.
///
/// All calls that wait do so at one ``AnswerDesk``, which the bell tells at once when an answer is there.
struct ConductorRequests: Sendable {
    let services: APIServices

    /// Queues the request and returns the reply of the conductor that took it on.
    ///
    /// - Parameter timeout: how long it may take; nil is what the settings say.
    /// - Throws: ``APIError``: the conductor's refusal as it is, 404 where the node is deleted meanwhile, or 503 where
    ///   none answered in time.
    func ask(_ request: NodeRequest, within timeout: Duration? = nil) async throws -> JSONValue {
        let answers = services.answers
        let timeout = timeout ?? services.configuration.answerTimeout
        let deadline = ContinuousClock.now + timeout
        answers.reserve(request.id)
        defer { answers.cancel(request.id) }
        do {
            try await queue(request)
            if let reply = try Self.reply(await answers.answer(to: request.id, until: deadline)) { return reply }
        } catch _ where Task.isCancelled {
            // The client hung up; what it asked for is not to be begun behind its back.
        } catch let lost as AnswerDesk.LostSight {
            throw Self.outOfSight(request, lost.cause)
        } catch is AnswerDesk.RequestGone {
            throw APIError.notFound("node", request.node.text)
        }
        // A task of its own, as the call's may be cancelled, and then the database would refuse it.
        return try await Task {
            do {
                return try await giveUp(request, after: timeout)
            } catch let failure as StorageError where failure.isPassing {
                throw Self.outOfSight(request, failure)
            }
        }.value
    }

    /// The request is in a database that cannot be asked: it cannot be taken back, nor can anybody know what becomes of
    /// it.
    private static func outOfSight(_ request: NodeRequest, _ cause: StorageError) -> APIError {
        var refusal = request.kind.isQuestion ? APIError(translating: cause) : recorded(request)
        refusal.cause = cause
        return refusal
    }

    private static func recorded(_ request: NodeRequest) -> APIError {
        .unavailable(
            "The database could not be asked any more while the request \(request.id) for node \(request.node) waited"
                + " there. The request is recorded and may still be carried out; see the node, its queue"
                + " (GET /v1/nodes/\(request.node)/queue) and its timeline before you ask again",
            code: "request_recorded", retryAfterSeconds: 5)
    }

    /// - Throws: ``APIError``, ``StorageError``: the request is not queued then, or is taken back.
    private func queue(_ request: NodeRequest) async throws {
        do {
            try await services.store.write { transaction in
                try checkQueue(transaction)
                try transaction.requests.insert(request)
                transaction.ringAfterCommit()
            }
        } catch let failure as StorageError {
            // Where the connection broke while committing, it may be queued all the same.
            _ = try? await withdraw(request)
            throw failure
        }
    }

    private func withdraw(_ request: NodeRequest) async throws -> Bool {
        try await services.store.write { try $0.requests.withdraw(request.id) }
    }

    /// - Throws: ``APIError`` (503) where as many requests as may wait for a conductor already.
    private func checkQueue(_ transaction: Transaction) throws {
        let limit = services.configuration.maximumQueueLength
        guard try transaction.requests.countQueued() >= limit else { return }
        throw APIError.unavailable(
            "\(limit) requests wait for a conductor already, which is as many as may (conductor.queue_length); see GET"
                + " /v1/cluster for who is alive, and try again later", code: "queue_full", retryAfterSeconds: 10)
    }

    /// What a conductor replied, or nil where none has yet.
    private static func reply(_ answer: RequestAnswer?) throws -> JSONValue? {
        switch answer?.state {
        case .accepted, .waiting: return answer?.reply ?? [:]
        case .refused: throw refusal(answer?.reply)
        case .queued, .claimed, nil: return nil
        case .withdrawn:
            throw APIError.unavailable(
                "The request was withdrawn before a conductor took it; send it again", code: "request_withdrawn",
                retryAfterSeconds: 1)
        }
    }

    private static func refusal(_ reply: JSONValue?) -> APIError {
        .conductor(
            status: reply?["status"]?.integer ?? 400, code: reply?["code"]?.string ?? "refused",
            message: reply?["message"]?.string ?? "The conductor refused the request and gave no reason")
    }

    /// Takes the request back; a conductor that took it in the very last moment is heard out.
    private func giveUp(_ request: NodeRequest, after timeout: Duration) async throws -> JSONValue {
        let isWithdrawn = try await withdraw(request)
        if !isWithdrawn {
            let answer = try await services.store.read { try $0.requests.answers(to: [request.id])[request.id] }
            guard let answer else { throw APIError.notFound("node", request.node.text) }
            if let reply = try Self.reply(answer) { return reply }
        }
        let seconds = Int(timeout.inSeconds)
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
