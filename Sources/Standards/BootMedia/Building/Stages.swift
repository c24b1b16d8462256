/// Reports the stages of a build with the time each one took.
struct Stages: Sendable {
    let report: BuildProgress

    func run<Result>(
        _ name: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
    ) async throws -> Result {
        report(.started(name))
        let began = ContinuousClock.now
        let result = try await work()
        report(.finished(name, took: ContinuousClock.now - began))
        return result
    }
}
