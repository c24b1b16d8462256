import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// How the periodic jobs of a conductor stand, as it wrote that last: an extension of ours.
struct ConductorJobsController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/conductors/{hostname}/jobs", .rule("baremetal:conductor:get"),
                answer: .parts("jobs", of: "job", JobStatus.fields),
                "Tells how a conductor's periodic jobs stand.", list)
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let hostname = try context.reference("hostname")
        let jobs = try await services.store.read { transaction in
            guard try transaction.conductors.find(hostname) != nil else {
                throw APIError.notFound("conductor", hostname)
            }
            return try transaction.jobs.list(hostname)
        }
        return .json(["jobs": .array(jobs.map(\.json))])
    }
}
