import HTTPTypes
import Hummingbird
import IngotMetrics

/// All routes of the API by path, so that a known path with a wrong method is told apart from an unknown path.
struct EndpointTable {
    private let configuration: APIConfiguration
    private let access: AccessControl
    private let meters: Meters
    private var endpoints: [String: [Endpoint]] = [:]

    init(configuration: APIConfiguration, access: AccessControl, meters: Meters = .none) {
        self.configuration = configuration
        self.access = access
        self.meters = meters
    }

    mutating func add(_ added: [Endpoint], below prefix: String) {
        for endpoint in added { endpoints[prefix + endpoint.path, default: []].append(endpoint) }
    }

    func register(in router: Router<APIContext>) {
        for (path, group) in endpoints {
            for endpoint in group { register(endpoint, at: path, in: router) }
            refuseOtherMethods(at: path, than: group.map(\.method), in: router)
        }
    }

    private func register(_ endpoint: Endpoint, at path: String, in router: Router<APIContext>) {
        let limit = limit(of: endpoint)
        let depth = configuration.maximumJSONDepth
        let access = access
        let meter = RequestMeter(meters, method: endpoint.method.rawValue, route: endpoint.path)
        router.on(RouterPath(path), method: endpoint.method) { request, context in
            // Finding out who calls takes its time, too, and may end in a refusal.
            try await meter.measuring {
                var context = context
                context.maximumBodySize = limit
                context.maximumJSONDepth = depth
                context.policy = await access.policy()
                if case .everybody = endpoint.access {
                    context.caller = access.everybody
                } else {
                    context.caller = try await access.caller(of: request)
                }
                return try await endpoint.respond(to: request, context)
            }
        }
    }

    private func limit(of endpoint: Endpoint) -> Int {
        switch endpoint.bodyLimit {
        case .standard: configuration.maximumBodySize
        case .provision: configuration.maximumProvisionBodySize
        case .inspection: configuration.maximumInspectionBodySize
        }
    }

    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, HTTPRequest.Method("QUERY"),
    ].compactMap { $0 }

    private func refuseOtherMethods(
        at path: String, than known: [HTTPRequest.Method], in router: Router<APIContext>
    ) {
        let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
        for method in Self.methods where !known.contains(method) {
            router.on(RouterPath(path), method: method) { _, _ -> Response in
                if method == .options { return Response(status: .ok, headers: [.allow: allowed]) }
                throw APIError.methodNotAllowed(method.rawValue, allowed: allowed)
            }
        }
    }
}
