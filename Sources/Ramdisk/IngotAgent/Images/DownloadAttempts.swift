import IngotContracts
import Logging

/// Tries an image's URLs in their order, and each again while that can help.
struct DownloadAttempts: Sendable {
    let configuration: AgentConfiguration
    let logger: Logger

    /// Runs `attempt` until it succeeds.
    ///
    /// Answers below 500 and an image that does not fit go to the next URL at once. A digest that comes out wrong twice
    /// alike is the image's own: a third download would not change it.
    func run(_ urls: [String], _ attempt: (String) async throws -> Void) async throws {
        var failures: [AgentCommandError] = []
        for url in urls {
            do {
                return try await retry(url, attempt)
            } catch let error as AgentCommandError {
                failures.append(error)
            }
        }
        guard var last = failures.last else { return }
        if failures.count > 1 { last.details = failures.map(\.details).joined(separator: "; then: ") }
        throw last
    }

    private func retry(_ url: String, _ attempt: (String) async throws -> Void) async throws {
        var earlier: AgentCommandError?
        for number in 1...(configuration.downloadRetries + 1) {
            do {
                return try await attempt(url)
            } catch let error as AgentCommandError {
                let isLast = number > configuration.downloadRetries
                let isSameDigest = error.kind == .imageChecksum && error.details == earlier?.details
                guard [.imageDownload, .imageChecksum].contains(error.kind), !isLast, !isSameDigest else {
                    throw number == 1 ? error : after(number, error)
                }
                earlier = error
                logger.warning(
                    "An image download failed and is tried again",
                    metadata: ["attempt": "\(number)", "error": "\(error.details)"])
                try await Task.sleep(for: configuration.downloadRetryInterval)
            }
        }
    }

    private func after(_ number: Int, _ error: AgentCommandError) -> AgentCommandError {
        var error = error
        error.details += " (attempt \(number) of \(configuration.downloadRetries + 1))"
        return error
    }
}
