import IngotModel

/// Where the Identity service is, who we are there, and how long what it said is believed.
package struct IdentitySettings: Sendable {
    /// The Identity service's address, with or without `/v3` at its end.
    package var url: String?
    /// The address that callers without a token are sent to; the same where nil.
    package var publicURL: String?
    /// The user who may validate tokens.
    package var userName = "ingot"
    package var userDomainName = "Default"
    package var password: Secret?
    /// The project in which that user has its role; nil for a role on the system.
    package var projectName: String? = "service"
    package var projectDomainName = "Default"
    /// PEM certificates to trust; the system's where nil.
    package var certificateAuthorities: String?
    /// How long one call may take.
    package var timeout: Duration = .seconds(15)
    /// How often a call is made in all that could not be made, or was answered by "not now".
    package var attempts = 3
    /// The pause before the second attempt; it doubles with each more.
    package var retryPause: Duration = .milliseconds(200)
    /// How long a token is believed to be valid without being asked about again.
    package var memory: Duration = .seconds(300)
    /// How long a token is believed to be invalid.
    package var refusalMemory: Duration = .seconds(10)
    /// How many tokens are remembered.
    package var remembered = 10_000
    /// How many tokens are asked about at the same time; more callers are told to come back.
    package var maximumValidations = 256
    /// The roles that make a token one of a service.
    package var serviceTokenRoles: Set<String> = ["service"]
    /// Whether a service token without such a role is refused.
    package var serviceTokenRolesRequired = true

    package init() {}
}
