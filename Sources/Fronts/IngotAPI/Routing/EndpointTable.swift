import HTTPTypes
import Hummingbird
import IngotMetrics

/// All routes of the API by path, so that a known path with a wrong method is told apart from an unknown path.
struct EndpointTable {
    private let configuration: APIConfiguration
    private let access: AccessControl
    private let meters: Meters
    /// For what no endpoint takes.
    let unmatched: UnmatchedMeter
    private var endpoints: [String: [Endpoint]] = [:]

    init(configuration: APIConfiguration, access: AccessControl, meters: Meters = .none) {
        self.configuration = configuration
        self.access = access
        self.meters = meters
        unmatched = UnmatchedMeter(meters)
    }

    mutating func add(_ added: [Endpoint], below prefix: String) {
        for endpoint in added { endpoints[prefix + endpoint.path, default: []].append(endpoint) }
    }

    func register(in router: Router<APIContext>) {
        for (path, group) in endpoints {
            let path = RouterPath(path)
            for endpoint in group { register(endpoint, at: path, in: router) }
            refuseOtherMethods(at: path, than: group, in: router)
        }
    }

    private func register(_ endpoint: Endpoint, at path: RouterPath, in router: Router<APIContext>) {
        let limit = limit(of: endpoint)
        let depth = configuration.maximumJSONDepth
        let access = access
        let meter = RequestMeter(meters, method: endpoint.method.rawValue, route: endpoint.path)
        router.on(path, method: endpoint.method) { request, context in
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
                    context.callerNote?.note(context.caller)
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

    static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, HTTPRequest.Method("QUERY"),
    ].compactMap { $0 }

    /// A path that the client's version does not know is not there for any method where the router refuses it; a
    /// resource that refuses for itself is asked for its own methods only.
    private func refuseOtherMethods(
        at path: RouterPath, than group: [Endpoint], in router: Router<APIContext>
    ) {
        let known = group.map(\.method)
        let isBehindRouter = group.allSatisfy { !$0.refusesItself && $0.refusal == 404 }
        let first = isBehindRouter ? group.min { $0.since < $1.since } : nil
        let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
        for method in Self.methods where !known.contains(method) {
            router.on(path, method: method) { [unmatched] _, context -> Response in
                try await unmatched.measuring(method) {
                    if method == .options { return Response(status: .ok, headers: [.allow: allowed]) }
                    if let first, !first.isKnown(to: context.version) { throw first.tooNew }
                    throw APIError.methodNotAllowed(method.rawValue, allowed: allowed)
                }
            }
        }
    }
}
