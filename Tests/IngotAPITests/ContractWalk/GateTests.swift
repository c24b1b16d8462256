import HTTPTypes
import IngotContracts
import IngotModel
import Testing

@testable import IngotAPI

/// Asks every route at the versions around its gate: what older clients get is what is declared, and nobody else gets
/// it.
struct GateTests {
    private static let tooNew = "route_too_new"

    @Test func `every route opens at its version`() async throws {
        try await BadInputTests.withSamples { api, world in
            for route in BadInputTests.Route.all {
                let endpoint = route.endpoint
                for version in Set([1, endpoint.since - 1, endpoint.since, Microversion.newest.minor]) where version > 0
                {
                    // Some look first whether the node is there, which it is not here.
                    let isOpen =
                        version >= endpoint.since || version == endpoint.legacyVersion || endpoint.refusesLate
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

    /// Routes with the newest version that does not know them, and whether the resource refuses it itself: as the
    /// field's server does, whose bodies differ.
    @Test(
        arguments: [
            ("/v1/portgroups", 22, true), ("/v1/allocations", 51, true), ("/v1/shards", 81, true),
            ("/v1/nodes/oak/traits", 36, true), ("/v1/nodes/oak/vifs", 27, false), ("/v1/nodes/oak/history", 77, false),
            ("/v1/volume", 31, true), ("/v1/volume/targets", 31, false), ("/v1/runbooks", 91, false),
        ])
    func `a closed route is refused in the form of who refuses`(path: String, version: Int, isOwn: Bool) async throws {
        try await APIFixture.run { api in
            let answer = try await api.get(path, version: version)
            #expect((answer.inner["faultcode"] == "Client") == isOwn, "\(answer.text)")
            #expect((answer.inner["title"] == nil) == isOwn, "\(answer.text)")
        }
    }

    @Test(arguments: ContractRoute.all.filter { $0.since > 1 })
    func `a route of the contract is closed to older clients`(route: ContractRoute) async throws {
        let reasons = RouteExceptions.all.filter { $0.route == route.key && $0.aspect == "refusal" }
        guard reasons.isEmpty else { return }
        try await APIFixture.run { api in
            let method = try #require(HTTPRequest.Method(rawValue: route.method))
            // Some look first whether the node is there.
            let isLate = BadInputTests.Route.all.contains {
                $0.endpoint.refusesLate && ContractRoute.key($0.endpoint.method.rawValue, $0.path) == route.key
            }
            let node = try await api.node("oak")
            let path = isLate ? Self.path(route.path, of: node) : SampleWorld().absentPath(route.path)
            let answer = try await api.send(method, path, version: route.since - 1)
            #expect(answer.status == route.refusal)
            #expect(answer.code == Self.tooNew)
        }
    }

    private static func path(_ template: String, of node: Node) -> String {
        template.split(separator: "/").map { "/" + ($0.hasPrefix("{") ? node.id.text : String($0)) }.joined()
    }
}
