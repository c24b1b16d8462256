import Dispatch
import Foundation
import IngotModel
import Testing

@testable import IngotStorage

/// Signs of life, leases, heartbeats and reads must not come late because there is much to write.
struct PriorityTests {
    @Test func `jobs are taken by priority, each kind in its order`() {
        var lanes = Lanes<Int>()
        for number in 1...4 { lanes.append(number, as: .usual) }
        for number in 21...22 { lanes.append(number, as: .prompt) }
        for number in 11...12 { lanes.append(number, as: .vital) }
        #expect(lanes.remove { $0 == 3 } == 3)
        #expect(lanes.remove { $0 == 3 } == nil)
        #expect(lanes.count == 7)
        #expect(Priority.allCases.map { lanes.count(upTo: $0) } == [2, 4, 7], "a full line refuses its own kind alone")
        for number in [11, 12] { #expect(lanes.takeFirst(upTo: .prompt) == number) }
        #expect(lanes.takeFirst(upTo: .vital) == nil)
        for number in [21, 22, 1, 2, 4] { #expect(lanes.takeFirst(upTo: .usual) == number) }
        #expect(lanes.takeFirst(upTo: .usual) == nil)
        #expect(lanes.isEmpty)
    }

    @Test func `a vital write is not refused because too many others wait`() async throws {
        var limits = SQLiteLimits()
        limits.queueLength = 0
        let store = Store(engine: try SQLiteEngine(inMemoryWithin: limits))
        await #expect(throws: StorageError.self) { try await store.write { _ in } }
        await #expect(throws: StorageError.self) { try await store.write(as: .prompt) { _ in } }
        try await store.write(as: .vital) { _ in }
        await store.close()
    }

    @Test func `a commit that holds an urgent write does not wait for all that waits for its turn`() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("ingot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var limits = SQLiteLimits()
        limits.batchTime = .zero
        let engine = try SQLiteEngine(path: directory.appendingPathComponent("i.db").path, limits: limits)
        try await engine.write(as: .usual) { _ = try $0.execute("CREATE TABLE wrote (number BIGINT)") }
        let locks = [Lock(), Lock()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, lock) in locks.enumerated() {
                // It stands in line when this goes on.
                group.addImmediateTask {
                    try await engine.write(as: number == 0 ? .prompt : .usual) { connection in
                        _ = try connection.execute("INSERT INTO wrote (number) VALUES (\(number))")
                        lock.stand()
                    }
                }
                if number == 0 { await waiting(for: 1, of: lock.arrivals) }
            }
            locks[0].opening.signal()
            await waiting(for: 1, of: locks[1].arrivals)
            let committed = try await engine.read { try $0.rows("SELECT number FROM wrote").count }
            #expect(committed == 1)
            locks[1].opening.signal()
            try await group.waitForAll()
        }
        await engine.close()
    }

    /// Jobs that stand still until they are told to go on, as those behind one lock do.
    private final class Lock: Sendable {
        let arrivals = DispatchSemaphore(value: 0)
        let opening = DispatchSemaphore(value: 0)

        func stand() {
            arrivals.signal()
            opening.wait()
        }
    }

    /// A pool whose jobs of one priority all stand still, how many of them it lets stand, and what goes by them.
    struct Standstill: Sendable {
        var threads: Int
        var kept: [Priority: Int]
        var priority: Priority
        var standing: Int
        var goesBy: [Priority]
    }

    static let standstills = [
        Standstill(
            threads: 8, kept: [.vital: 1, .prompt: 2], priority: .usual, standing: 5, goesBy: [.prompt, .vital]),
        Standstill(threads: 8, kept: [.vital: 1, .prompt: 2], priority: .prompt, standing: 7, goesBy: [.vital]),
        Standstill(threads: 3, kept: [.vital: 1], priority: .usual, standing: 2, goesBy: [.vital]),
        Standstill(threads: 2, kept: [.vital: 1, .prompt: 2], priority: .usual, standing: 1, goesBy: [.vital]),
        Standstill(threads: 4, kept: [:], priority: .usual, standing: 4, goesBy: []),
    ]

    @Test(arguments: standstills)
    func `jobs that stand still leave the threads that are kept for others`(_ standstill: Standstill) async throws {
        let pool = ThreadPool<Void>(
            threads: standstill.threads,
            limits: .init(queueLength: 100, queueTimeout: .seconds(600), kept: standstill.kept)
        ) {}
        let lock = Lock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...20 { group.addTask { try await pool.run(standstill.priority) { lock.stand() } } }
            await waiting(for: standstill.standing, of: lock.arrivals)
            for urgent in standstill.goesBy { #expect(try await pool.run(urgent) { "went by" } == "went by") }
            // One that ends makes room for one, and for no more.
            lock.opening.signal()
            await waiting(for: 1, of: lock.arrivals)
            #expect(lock.arrivals.wait(timeout: .now()) == .timedOut)
            for _ in 1...20 { lock.opening.signal() }
            try await group.waitForAll()
        }
        await pool.close()
    }

    private func waiting(for count: Int, of semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                for _ in 0..<count { semaphore.wait() }
                continuation.resume()
            }
        }
    }

    @Test func `one thread does everything`() async throws {
        let pool = ThreadPool<Void>(
            threads: 1, limits: .init(queueLength: 9, queueTimeout: .seconds(600), kept: [.vital: 1, .prompt: 1])
        ) {}
        for priority in Priority.allCases { #expect(try await pool.run(priority) { 7 } == 7) }
        await pool.close()
    }

    @Test func `reads that run keep writes from taking what is kept for leases`() async throws {
        let pool = ThreadPool<Void>(
            threads: 10,
            limits: .init(queueLength: 100, queueTimeout: .seconds(600), kept: [.vital: 1, .prompt: 2])
        ) {}
        let (reads, writes) = (Lock(), Lock())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...3 { group.addTask { try await pool.run(.prompt) { reads.stand() } } }
            await waiting(for: 3, of: reads.arrivals)
            for _ in 1...20 { group.addTask { try await pool.run(.usual) { writes.stand() } } }
            await waiting(for: 6, of: writes.arrivals)
            #expect(try await pool.run(.vital) { "went by" } == "went by")
            #expect(writes.arrivals.wait(timeout: .now()) == .timedOut)
            for _ in 1...20 {
                reads.opening.signal()
                writes.opening.signal()
            }
            try await group.waitForAll()
        }
        await pool.close()
    }
}
