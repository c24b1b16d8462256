import IngotModel
import IngotStorage
import Testing

struct ConductorJobTests {
    /// A conductor with one job that has failed.
    private func withJob(_ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        try await APIFixture.run { api in
            var job = JobStatus(conductor: "conductor-1", name: "power sync", interval: .seconds(120))
            job.record(
                JobStatus.Tick(
                    startedAt: api.clock.now, duration: .milliseconds(1_500), result: .failed("the database is away")))
            job.wait(until: api.clock.now + .seconds(120), skipping: 0)
            let written = job
            try await api.store.write { try $0.jobs.write([written]) }
            try await body(api)
        }
    }

    @Test func `a conductor's jobs are shown with what they last did`() async throws {
        try await withJob { api in
            let answer = try await api.get("/v1/conductors/conductor-1/jobs")
            #expect(answer.status == 200)
            let job = try #require(answer.json["jobs"]?[0])
            #expect(job["name"] == "power sync")
            #expect(job["state"] == "waiting")
            #expect(job["interval_seconds"] == 120.0)
            #expect(job["last_duration_seconds"] == 1.5)
            #expect(job["last_error"] == "the database is away")
            #expect(job["last_started_at"] == .string(api.clock.now.iso8601))
            #expect(job["next_tick_at"] == .string((api.clock.now + .seconds(120)).iso8601))
            #expect(job["failures"] == 1)
            #expect(try await api.get("/v1/conductors/nobody/jobs").status == 404)
        }
    }

    @Test func `a job tells whether it is done at all, and whether right now`() async throws {
        try await APIFixture.run { api in
            let off = JobStatus(conductor: "conductor-1", name: "off", interval: .zero)
            var running = JobStatus(conductor: "conductor-1", name: "running", interval: .seconds(1))
            running.begin(at: api.clock.now)
            let written = [off, running]
            try await api.store.write { try $0.jobs.write(written) }
            let jobs = try await api.get("/v1/conductors/conductor-1/jobs").json["jobs"]?.array
            #expect(jobs?.compactMap { $0["state"]?.string } == ["off", "running"])
            #expect(jobs?.last?["running_since"] == .string(api.clock.now.iso8601))
        }
    }

    @Test func `the field jobs is shown where it is asked for, and nowhere else`() async throws {
        try await withJob { api in
            let asked = try await api.get("/v1/conductors/conductor-1?fields=alive,jobs").json
            #expect(asked.object.map { Set($0.keys) } == ["alive", "jobs", "links"])
            #expect(asked["jobs"] == (try await api.get("/v1/conductors/conductor-1/jobs").json["jobs"]))
            let alone = try await api.get("/v1/conductors/conductor-1?fields=jobs").json
            #expect(alone["jobs"]?[0]?["name"] == "power sync")
            #expect(try await api.get("/v1/conductors/conductor-1").json["jobs"] == nil)
            #expect(try await api.get("/v1/conductors?detail=true").json["conductors"]?[0]?["jobs"] == nil)
        }
    }
}
