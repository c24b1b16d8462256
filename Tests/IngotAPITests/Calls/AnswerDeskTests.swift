import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization
import Testing

@testable import IngotAPI

struct AnswerDeskTests {
    /// Requests with what has become of them, and how often somebody has looked.
    private final class Registry: Sendable {
        let answers = Mutex<[RequestID: RequestAnswer]>([:])
        let looks = Mutex(0)
        let bell = Bell()

        func answer(_ ids: [RequestID], _ state: NodeRequest.State) {
            answers.withLock { answers in
                for id in ids { answers[id] = RequestAnswer(state: state, reply: ["to": .string(id.text)]) }
            }
            bell.ring()
        }

        func desk(pollInterval: Duration = .seconds(3_600)) -> AnswerDesk {
            AnswerDesk(bell: bell, pollInterval: pollInterval) { [self] ids in
                looks.withLock { $0 += 1 }
                return answers.withLock { answers in answers.filter { ids.contains($0.key) } }
            }
        }
    }

    private static let later = ContinuousClock.now + .seconds(3_600)

    @Test func `one look serves all calls that wait`() async throws {
        let registry = Registry()
        let desk = registry.desk()
        let requests = (0..<50).map { _ in RequestID.random() }
        for request in requests { desk.reserve(request) }
        registry.answer(requests, .queued)
        let replies = try await withThrowingTaskGroup(of: (RequestID, RequestAnswer?).self) { group in
            for request in requests {
                group.addTask { (request, try await desk.answer(to: request, until: Self.later)) }
            }
            registry.answer(requests, .accepted)
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for request in requests { #expect(replies[request]?.reply == ["to": .string(request.text)]) }
        // One when the first place was taken, and one for each of the two rings.
        #expect(registry.looks.withLock { $0 } <= 3)
    }

    @Test func `an answer that comes before anybody waits is kept`() async throws {
        let registry = Registry()
        let desk = registry.desk()
        let request = RequestID.random()
        desk.reserve(request)
        registry.answer([request], .refused)
        while registry.looks.withLock({ $0 }) == 0 { await Task.yield() }
        #expect(try await desk.answer(to: request, until: Self.later)?.state == .refused)
        #expect(try await desk.answer(to: request, until: Self.later) == nil, "the place was given back")
    }

    @Test func `a call waits no longer than until its deadline`() async throws {
        let registry = Registry()
        let desk = registry.desk()
        let request = RequestID.random()
        desk.reserve(request)
        registry.answer([request], .claimed)
        #expect(try await desk.answer(to: request, until: .now + .milliseconds(20)) == nil)
    }

    @Test func `a call that is cancelled is let go`() async throws {
        let registry = Registry()
        let desk = registry.desk()
        let request = RequestID.random()
        registry.answer([request], .queued)
        desk.reserve(request)
        let call = Task { try await desk.answer(to: request, until: Self.later) }
        call.cancel()
        #expect(try await call.value == nil)
    }

    @Test func `a request that went with its node is told to be gone`() async throws {
        let desk = Registry().desk(pollInterval: .milliseconds(1))
        let request = RequestID.random()
        desk.reserve(request)
        await #expect(throws: AnswerDesk.RequestGone.self) { try await desk.answer(to: request, until: Self.later) }
    }

    @Test func `a look that fails ends no wait, and the next one brings the answer`() async throws {
        let failures = Mutex(3)
        let desk = AnswerDesk(bell: Bell(), pollInterval: .milliseconds(1), patience: .seconds(3_600)) { ids in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw StorageError.unavailable(reason: "gone fishing", retryAfter: .seconds(1)) }
            return Dictionary(uniqueKeysWithValues: ids.map { ($0, RequestAnswer(state: .accepted, reply: ["x": 1])) })
        }
        let request = RequestID.random()
        desk.reserve(request)
        #expect(try await desk.answer(to: request, until: Self.later)?.state == .accepted)
        #expect(failures.withLock { $0 } < 0)
    }

    @Test func `where looks fail for too long all who wait are told, and who comes later waits anew`() async throws {
        let isAway = Mutex(true)
        let away = StorageError.unavailable(reason: "gone fishing", retryAfter: .seconds(1))
        let desk = AnswerDesk(bell: Bell(), pollInterval: .milliseconds(1), patience: .milliseconds(5)) { ids in
            guard !isAway.withLock(\.self) else { throw away }
            return Dictionary(uniqueKeysWithValues: ids.map { ($0, RequestAnswer(state: .accepted)) })
        }
        let requests = (0..<3).map { _ in RequestID.random() }
        for request in requests {
            desk.reserve(request)
            await #expect(throws: AnswerDesk.LostSight.self) {
                try await desk.answer(to: request, until: Self.later)
            }
        }
        isAway.withLock { $0 = false }
        desk.reserve(requests[0])
        #expect(try await desk.answer(to: requests[0], until: Self.later)?.state == .accepted)
    }

    @Test func `a database that is busy is not away, however long that lasts`() async throws {
        let failures = Mutex(50)
        let desk = AnswerDesk(bell: Bell(), pollInterval: .milliseconds(1), patience: .zero) { ids in
            let isBusy = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if isBusy { throw StorageError.busy(reason: "100 reads wait already", retryAfter: .seconds(1)) }
            return Dictionary(uniqueKeysWithValues: ids.map { ($0, RequestAnswer(state: .accepted)) })
        }
        let request = RequestID.random()
        desk.reserve(request)
        #expect(try await desk.answer(to: request, until: Self.later)?.state == .accepted)
    }

    @Test func `deadlines are heeded while no look succeeds, and while one hangs`() async throws {
        let (hanging, release) = AsyncStream<Void>.makeStream()
        let desks = [
            AnswerDesk(bell: Bell(), pollInterval: .milliseconds(1)) { _ in
                throw StorageError.unavailable(reason: "gone fishing", retryAfter: .seconds(1))
            },
            AnswerDesk(bell: Bell(), pollInterval: .milliseconds(1)) { _ in
                for await _ in hanging {}
                return [:]
            },
        ]
        for desk in desks {
            let request = RequestID.random()
            desk.reserve(request)
            #expect(try await desk.answer(to: request, until: .now + .milliseconds(20)) == nil)
        }
        release.finish()
    }
}
