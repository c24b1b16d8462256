import IngotModel
import Logging

/// Hands out the rules that are in force, and follows the file that overrides them.
package struct PolicyStore: Sendable {
    private let standard: Policy
    private let file: WatchedFile<Policy>?

    /// - Throws: ``AuthenticationProblem`` where the file cannot be read, or what it says cannot be put in force.
    package init(
        _ settings: PolicySettings, file path: String?, clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(AuthenticationProblem) {
        do {
            standard = try Policy(settings)
        } catch {
            throw AuthenticationProblem("\(error)")
        }
        guard let path else {
            file = nil
            return
        }
        file = try WatchedFile(path, clock: clock, logger: logger) { bytes in
            let policy = try Policy(settings, overrides: try PolicyFile.overrides(bytes))
            for (rule, words) in policy.unknownWords {
                logger.warning(
                    "A policy asks for what no caller has; that part of it never holds",
                    metadata: ["policy.rule": "\(rule)", "policy.words": "\(words.sorted())"])
            }
            return policy
        }
    }

    /// The rules as they are now; cheap enough to be asked for with each request.
    package func current() async -> Policy { await file?.current() ?? standard }
}

extension Policy {
    /// Left sides of checks that mean nothing here, by rule.
    fileprivate var unknownWords: [String: Set<String>] {
        rules.mapValues { $0.sources.reduce(into: []) { $0.formUnion($1.check.unknownWords) } }.filter { !$1.isEmpty }
    }
}
