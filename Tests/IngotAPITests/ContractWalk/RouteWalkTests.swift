import IngotModel
import Testing

@testable import IngotAPI

/// Holds every route against the contract: one that is missing, or gated, guarded or parameterised differently, fails.
struct RouteWalkTests {
    private let index: EndpointIndex

    init() throws { index = try EndpointIndex() }

    @Test func `every route of the contract exists`() {
        let missing = ContractRoute.all.filter { index[$0.key] == nil }
        #expect(missing.isEmpty, "\(missing.map { "\nmissing: \($0.testDescription) (1.\($0.since))" }.joined())")
    }

    @Test(arguments: ContractRoute.all)
    func `a route is as in the contract`(route: ContractRoute) {
        guard let endpoint = index[route.key] else { return }
        let found = RouteComparison(route: route, endpoint: endpoint).differences
            .filter { !RouteExceptions.allows($0, of: route) }
        #expect(found.isEmpty, "\(found.map { "\n\(route.testDescription): \($0)" }.joined())")
    }

    @Test func `no route is declared twice`() {
        let keys = index.keys
        let twice = Set(keys.filter { key in keys.count { $0 == key } > 1 })
        #expect(twice.isEmpty, "\(twice.sorted())")
    }

    @Test func `every exception is still needed`() {
        let needless = RouteExceptions.all.filter { exception in
            !ContractRoute.all.contains { route in
                guard route.key == exception.route ?? route.key, let endpoint = index[route.key] else { return false }
                return RouteComparison(route: route, endpoint: endpoint).differences
                    .contains { $0.aspect == exception.aspect }
            }
        }
        #expect(needless.isEmpty, "\(needless.map { "\nneedless: \($0.route ?? "*") \($0.aspect)" }.joined())")
    }

    @Test func `Ingot's own routes are marked, and the contract has none of them`() {
        let own = index.all.filter { $1.isOfIngot }
        let paths = [
            "/bulk/maintenance", "/bulk/nodes", "/bulk/states/power", "/bulk/states/provision", "/cluster",
            "/conductors/{hostname}/drain", "/conductors/{hostname}/jobs", "/events/stream", "/nodes/{node}/lease",
            "/nodes/{node}/plan", "/nodes/{node}/queue", "/nodes/{node}/timeline", "/whoami",
        ]
        #expect(Set(own.map(\.path)) == Set(paths.map { "/v1" + $0 }))
        let contract = Set(ContractRoute.all.map(\.key))
        #expect(own.allSatisfy { !contract.contains(ContractRoute.key($1.method.rawValue, $0)) })
    }

    @Test func `routes are guarded by rules of the contract, and by Ingot's own only where the route is`() throws {
        let known = try PolicyFacts.names()
        let strange = index.all.flatMap { path, endpoint in
            let rules = endpoint.access.rules.filter { !known.contains($0) }
            return rules.filter { !endpoint.isOfIngot || !$0.hasPrefix("ingot:") }
                .map { "\n\(endpoint.method) \(path): \($0)" }
        }
        #expect(strange.isEmpty, "\(strange.joined())")
    }

    @Test func `every rule that guards an operation is asked somewhere`() throws {
        let asked = Set(index.all.flatMap { $1.access.rules })
        let unasked = try PolicyFacts.guarding().subtracting(asked).subtracting(PolicyFacts.askedWithin.keys)
        #expect(unasked.isEmpty, "\(unasked.sorted().map { "\nno route asks \($0)" }.joined())")
    }
}
