import Dispatch

/// Runs file work away from the threads that Swift's tasks share.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "boot-media.files", attributes: .concurrent)

    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
