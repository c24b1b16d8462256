/// What a person can do about a refusal, by its status.
///
/// The service's own text says what was wrong; this says where to look next.
enum Advice {
    static func forStatus(_ status: Int) -> String {
        byStatus[status]
            ?? (status >= 500
                ? "The service failed; its log has the cause under the request id."
                : "Change the request and try again.")
    }

    static let unreachable =
        "See that ingotd runs and listens there; name another address with --url, INGOT_URL or OS_CLOUD."
    static let timedOut = "The service may be busy; try again, or allow more time with --timeout."
    static let unreadable = "Something other than the Bare Metal API may answer there; check the address."

    private static let byStatus: [Int: String] = [
        400: "Correct the value that the message names and try again.",
        401: "The service wants credentials; check how it is set up, and OS_CLOUD.",
        403: "The caller may not do this, or the node is protected; see its owner, lessee and protected fields.",
        404: "List what is there (for nodes: ingot node list) and check the spelling; names are case sensitive.",
        406: "The service is older than what was asked of it; name a version it knows with --api-version.",
        409: "The node is busy or in a state that does not allow this; see ingot node show, then try again.",
        413: "The body is larger than the service takes; a config drive can be handed over as a URL instead.",
        503: "No conductor can take this now; see ingot conductor list.",
    ]
}
