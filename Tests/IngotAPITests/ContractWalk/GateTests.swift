import HTTPTypes
import IngotContracts
import IngotModel
import Testing

@testable import IngotAPI

/// Asks every route at the versions around its gate: what older clients get is what is declared, and nobody else gets it.
struct GateTests {
    private static let tooNew = "route_too_new"

    @Test func `every route opens at its version`() async throws {
        try await BadInputTests.withSamples { api, world in
            for route in BadInputTests.Route.all {
                let endpoint = route.endpoint
                for version in Set([1, endpoint.since - 1, endpoint.since, Microversion.newest.minor]) where version > 0
                {
                    let isOpen = version >= endpoint.since || version == endpoint.legacyVersion
                    if isOpen, case .stream = endpoint.answer.shape { continue }
                    let answer = try await api.send(endpoint.method, world.absentPath(route.path), version: version)
                    let request = "\(endpoint.method) \(route.path) at 1.\(version)"
                    #expect((answer.code == Self.tooNew) == !isOpen, "\(request) got \(answer.status)")
                    if !isOpen { #expect(answer.status == endpoint.refusal, "\(request)") }
                    #expect(answer.status < 500, "\(request)")
                }
            }
        }
    }

    @Test(arguments: ContractRoute.all.filter { $0.since > 1 })
    func `a route of the contract is closed to older clients`(route: ContractRoute) async throws {
        let reasons = RouteExceptions.all.filter { $0.route == route.key && $0.aspect == "refusal" }
        guard reasons.isEmpty else { return }
        try await APIFixture.run { api in
            let method = try #require(HTTPRequest.Method(rawValue: route.method))
            let path = SampleWorld().absentPath(route.path)
            let answer = try await api.send(method, path, version: route.since - 1)
            #expect(answer.status == route.refusal)
            #expect(answer.code == Self.tooNew)
        }
    }
}
