import IngotAuth

extension Settings {
    /// Who may call, and what they may do.
    static let authentication = [
        Setting(
            "auth.strategy", \.authentication.strategy, .choice,
            "How callers are recognised: noauth asks nobody, http_basic by password, keystone by token."),
        Setting(
            "auth.password_file", \.authentication.passwordFile, .optional(.path),
            "The users of http_basic, made with htpasswd -B; read again when it changes."),
        Setting(
            "auth.password_memory", \.authentication.passwordMemory, .duration(.zero ... .seconds(86_400)),
            "How long a password that was right is taken for right without being hashed again."),
        Setting(
            "auth.policy_file", \.authentication.policyFile, .optional(.path),
            "A YAML file of policy rules that take the place of defaults; read again when it changes."),
        Setting(
            "auth.enforce_scope", \.authentication.policies.enforcesScope, .boolean,
            "Whether a token must have a scope that the rule names."),
        Setting(
            "auth.enforce_new_defaults", \.authentication.policies.enforcesNewDefaults, .boolean,
            "Whether the rules from before there were scopes are gone; otherwise either is enough."),
        Setting(
            "auth.service_project", \.authentication.policies.servicesProjectName, .optional(.text),
            "The project whose services may do what administrators of the system may."),
        Setting(
            "keystone.url", \.authentication.keystone.url, .url, "The address of the Identity service."),
        Setting(
            "keystone.public_url", \.authentication.keystone.publicURL, .url,
            "The address that callers without a token are sent to; empty is keystone.url."),
        Setting("keystone.user", \.authentication.keystone.userName, .text, "The user who may validate tokens."),
        Setting(
            "keystone.user_domain", \.authentication.keystone.userDomainName, .text, "The domain of keystone.user."),
        Setting("keystone.password", \.authentication.keystone.password, .secret, "The password of keystone.user."),
        Setting(
            "keystone.project", \.authentication.keystone.projectName, .optional(.text),
            "The project in which keystone.user has its role; empty for a role on the system."),
        Setting(
            "keystone.project_domain", \.authentication.keystone.projectDomainName, .text,
            "The domain of keystone.project."),
        Setting(
            "keystone.ca_file", \.authentication.keystone.certificateAuthorities, .optional(.path),
            "PEM certificates by which the Identity service is trusted; empty trusts the system's."),
        Setting(
            "keystone.timeout", \.authentication.keystone.timeout, .duration(.milliseconds(100) ... .seconds(600)),
            "How long one call to the Identity service may take."),
        Setting(
            "keystone.attempts", \.authentication.keystone.attempts, .integer(1...100),
            "How often a call is made in all that could not be made, or was answered by \"not now\"."),
        Setting(
            "keystone.retry_pause", \.authentication.keystone.retryPause,
            .duration(.milliseconds(10) ... .seconds(60)), "The pause before the second attempt; it doubles each time."
        ),
        Setting(
            "keystone.token_memory", \.authentication.keystone.memory, .duration(.zero ... .seconds(86_400)),
            "How long a token is believed to be valid without being asked about again."),
        Setting(
            "keystone.refusal_memory", \.authentication.keystone.refusalMemory, .duration(.zero ... .seconds(3_600)),
            "How long a token is believed to be invalid."),
        Setting(
            "keystone.tokens_remembered", \.authentication.keystone.remembered, .integer(0...1_000_000),
            "How many tokens are remembered."),
        Setting(
            "keystone.concurrency", \.authentication.keystone.maximumValidations, .integer(1...10_000),
            "How many tokens are asked about at the same time; more callers are told to come back."),
        Setting(
            "keystone.service_roles", \.authentication.keystone.serviceTokenRoles, .words,
            "The roles that make a token one of a service."),
        Setting(
            "keystone.service_roles_required", \.authentication.keystone.serviceTokenRolesRequired, .boolean,
            "Whether a service token without such a role is refused."),
    ]
}
