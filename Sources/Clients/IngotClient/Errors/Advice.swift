/// What a person can do about a refusal, by its status and by what was asked for.
///
/// The service's own text says what was wrong; this says where to look next.
enum Advice {
    static func forStatus(_ status: Int, of call: Call) -> String {
        if let special = special.first(where: { $0.status == status && call.path.contains($0.segment) }) {
            return special.text
        }
        if (300..<400).contains(status) { return elsewhere }
        return byStatus[status]
            ?? (status >= 500
                ? "The service failed; its log has the cause under the request id."
                : "Change the request and try again.")
    }

    static let nameless = "Name what is meant; a variable that is not set is an empty name."
    static let unreachable =
        "See that ingotd runs and listens there; name another address with --url, INGOT_URL or OS_CLOUD."
    static let untrusted =
        "Name a PEM file of the authority that issued it with OS_CACERT, or cacert of clouds.yaml, or have the service renew it."
    static let timedOut = "The service may be busy; try again, or allow more time with --timeout."
    static let unreadable = "Something other than the Bare Metal API may answer there; check the address."

    private static let elsewhere =
        "The service is at another address, to which nothing was sent; name that one with --url or in clouds.yaml."

    private static let byStatus: [Int: String] = [
        400: "Correct the value that the message names and try again.",
        403: "The caller may not do this, or the node is protected; see its owner, lessee and protected fields.",
        404: "List what is there (for nodes: ingot node list) and check the spelling; names are case sensitive.",
        406: "The service is older than what was asked of it; name a version it knows with --api-version.",
        409: "Something is in the way: a thing of the same name, UUID or address, or what the node is doing now; "
            + "ingot node list and ingot node show tell.",
        413: "The body is larger than the service takes; a config drive can be handed over as a URL instead.",
        503: "No conductor can take this now; see ingot conductor list.",
    ]

    /// Refusals that mean something else where the path has a certain segment.
    private static let special: [(status: Int, segment: String, text: String)] = [
        (
            400, "provision",
            "ingot node show tells the node's state, and ingot node plan --target VERB what stands in a verb's way."
        ),
        (400, "power", "ingot node validate tells what the power interface lacks, ingot driver show what there is."),
        (
            400, "plan",
            "Name a verb such as manage, provide, active or deleted; services other than Ingot make no plans."
        ),
    ]
}
