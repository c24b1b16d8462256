/// What a person can do when the Identity service gives no token.
enum IdentityAdvice {
    static let unreachable =
        "See that the Identity service runs and listens there; OS_AUTH_URL, or auth.auth_url of clouds.yaml, names it."

    static func forStatus(_ status: Int) -> String {
        byStatus[status]
            ?? (status >= 500
                ? "The Identity service failed; its log has the cause."
                : "See that OS_AUTH_URL is the address of the Identity service itself, such as https://HOST:5000/v3.")
    }

    private static let byStatus: [Int: String] = [
        400: "A part is missing or has the wrong form: see user, project and their domains (OS_USER_DOMAIN_NAME, "
            + "OS_PROJECT_DOMAIN_NAME).",
        401: "Check the name, the password or secret, and the domains: a user of another domain is another user "
            + "(OS_USER_DOMAIN_NAME, OS_PROJECT_DOMAIN_NAME); and that the user has a role in what is asked for.",
        403: "The caller may not log in like this, or has no role in what is asked for.",
        404: "OS_AUTH_URL must be the address of an Identity service that knows API v3, such as https://HOST:5000/v3.",
    ]
}
