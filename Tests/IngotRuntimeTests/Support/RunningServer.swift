import Logging
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@testable import IngotRuntime

/// Runs a server for the time of a body, then ends it gracefully.
func untilReady<Result: Sendable>(
    _ settings: Settings, _ body: @escaping @Sendable (Readiness) async throws -> Result
) async throws -> Result {
    let (readiness, announcing) = AsyncStream.makeStream(of: Readiness.self)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = Server(settings: settings, logger: logger)
    return try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer { announcing.finish() }
                try await server.run(signals: []) { announcing.yield($0) }
                return nil
            }
            let first = await readiness.first { _ in true }
            let result = try await body(#require(first))
            trigger.triggerGracefulShutdown()
            try await group.waitForAll()
            return result
        }
    }
}
