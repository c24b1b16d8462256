import Hummingbird
import IngotMetrics

extension RequestMeter {
    /// Measures until the answer begins, also where it is a refusal.
    func measuring(_ body: () async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        do {
            let response = try await body()
            record(status: Int(response.status.code), ContinuousClock.now - start)
            return response
        } catch {
            record(status: APIError(translating: error).status, ContinuousClock.now - start)
            throw error
        }
    }
}
