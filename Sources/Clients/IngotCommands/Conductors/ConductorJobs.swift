import ArgumentParser
import IngotClient
import IngotModel

struct ConductorJobs: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Show how a conductor's periodic jobs stand.")

    @Argument(help: "The conductor's name.")
    var hostname: String

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let jobs = try await connection.connected(in: surroundings) { try await $0.conductors.jobs(hostname) }
        try output.print(.jobs(jobs), to: surroundings.console)
    }
}

extension Report {
    /// The jobs of a conductor, a row each.
    package static func jobs(_ jobs: [Resource]) -> Report {
        Report(
            data: JSONValue(jobs.map(\.json)), identifiers: jobs.compactMap { $0.text("name") },
            text: { width in
                TextTable(
                    header: [
                        "Job", "State", "Every", "Last Start", "Took", "Repaired", "Next Tick", "Ticks", "Failed",
                        "Last Error",
                    ],
                    rows: jobs.map(\.json).map { job in
                        [
                            job.text("name"), job.text("state"), job.duration("interval_seconds"),
                            job.text("last_started_at"), job.duration("last_duration_seconds"),
                            job.count("repaired"), job.text("next_tick_at"), job.count("ticks"), job.count("failures"),
                            job.text("last_error"),
                        ]
                    }
                ).rendered(width: width)
            })
    }
}

extension JSONValue {
    fileprivate func text(_ member: String) -> String { self[member]?.string ?? "" }

    fileprivate func count(_ member: String) -> String { self[member]?.integer.map { String($0) } ?? "" }

    fileprivate func duration(_ member: String) -> String {
        guard let seconds = self[member]?.number else { return "" }
        return DurationText.text(seconds: seconds)
    }
}
