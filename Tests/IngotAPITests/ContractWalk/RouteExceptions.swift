/// Where Ingot differs from the reference on purpose, each with the reason.
enum RouteExceptions {
    struct Exception: Sendable {
        /// The route's key; nil for every route.
        var route: String?
        var aspect: String
        var reason: String
    }

    static let all: [Exception] =
        [
            .init(
                route: "GET /v1/nodes/{}/children", aspect: "refusal", reason: "the reference answers 500 with no body"),
            .init(route: "GET /v1/lookup", aspect: "rules", reason: "open to everybody, before any rule is asked"),
            .init(route: "POST /v1/heartbeat/{}", aspect: "rules", reason: "open to everybody, a token guards it"),
            .init(route: "POST /v1/continue_inspection", aspect: "rules", reason: "open to everybody"),
            .init(
                route: "GET /v1/runbooks", aspect: "project",
                reason: "the reference reads the project as a flag, which no project's identifier is"),
            .init(
                route: "PATCH /v1/nodes/{}", aspect: "rules",
                reason: "the list of what paths ask for leaves out what an owner's change on a node in use asks for"),
            .init(
                route: "PATCH /v1/nodes/{}", aspect: "rules",
                reason: "the list of what paths ask for leaves out what an owner's change on a node in use asks for"),
            .init(route: "GET /healthcheck", aspect: "success", reason: "503 is no success"),
            .init(
                route: "PUT /v1/nodes/{}/states/power", aspect: "timeout",
                reason: "the routes leave out the version that their notes tell"),
        ]
        + ["agent_version", "agent_verify_ca", "agent_status", "agent_status_message"].map { name in
            Exception(
                route: "POST /v1/heartbeat/{}", aspect: name,
                reason: "the routes leave out the version that the list of microversions tells")
        }
        + dryRuns

    /// Verbs and power changes may be asked for as a dry run, which answers 200 with the plan.
    private static let dryRuns = ["provision", "power"].flatMap { states in
        ["dry_run", "success"].map { aspect in
            Exception(
                route: "PUT /v1/nodes/{}/states/\(states)", aspect: aspect, reason: "an extension; see docs/plan.md")
        }
    }

    static func allows(_ difference: RouteComparison.Difference, of route: ContractRoute) -> Bool {
        all.contains { $0.aspect == difference.aspect && ($0.route ?? route.key) == route.key }
    }
}
