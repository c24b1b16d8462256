import IngotModel

/// What an Identity service answers who logs in.
enum IdentityAnswers {
    static let call = "POST /v3/auth/tokens"

    static func token(_ token: String, catalog: String = "[]") -> ScriptedService.Answer {
        .init(
            status: 201, body: #"{"token": {"methods": ["password"], "catalog": \#(catalog)}}"#,
            headers: ["X-Subject-Token": token])
    }

    /// Two regions, and more than one interface and service in them.
    static let catalog = """
        [{"type": "identity", "endpoints": [{"interface": "public", "region_id": "west", "url": "http://wrong"}]},
         {"type": "baremetal", "endpoints": [
            {"interface": "internal", "region_id": "west", "url": "http://wrong"},
            {"interface": "public", "region_id": "west", "url": "{service}/west/v1"},
            {"interface": "public", "region_id": "east", "url": "{service}/east"}]}]
        """

    /// The variables of a user of the Identity service, with a project.
    static let environment = [
        "OS_AUTH_URL": ScriptedService.place, "OS_USERNAME": "ada", "OS_PASSWORD": password,
        "OS_USER_DOMAIN_NAME": "staff", "OS_PROJECT_NAME": "red", "OS_PROJECT_DOMAIN_ID": "d1",
    ]
    static let password = "hush-hush"
}
