import ArgumentParser
import IngotClient

/// Which service to speak to, and how.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The service's address.", valueName: "address"))
    var url: String?

    @Option(
        name: [.customLong("cloud"), .customLong("os-cloud")],
        help: "A cloud of clouds.yaml: the service, and who calls.")
    var cloud: String?

    @Option(
        name: [.customLong("api-version"), .customLong("os-baremetal-api-version")],
        help: "The microversion to ask for, such as 1.80; by default the newest that both sides know.")
    var apiVersion: String?

    @Option(help: ArgumentHelp("How long one call may take.", valueName: "seconds"))
    var timeout = 60

    func validate() throws {
        guard timeout > 0 else { throw ValidationError("--timeout must be at least one second.") }
    }

    /// Opens a client for the time of `body`.
    func connected<Result>(
        in surroundings: Surroundings, _ body: (IngotClient) async throws -> Result
    ) async throws -> Result {
        let access = try AccessResolution(
            url: url, cloud: cloud, environment: surroundings.environment, read: surroundings.read
        ).access()
        var options = IngotClient.Options()
        options.deadline = .seconds(timeout)
        if let apiVersion = apiVersion ?? surroundings.environment["OS_BAREMETAL_API_VERSION"] {
            options.version = .exactly(apiVersion)
        }
        return try await access.connected(options, body)
    }
}
