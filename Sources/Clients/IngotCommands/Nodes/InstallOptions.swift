import ArgumentParser
import IngotModel

/// What may come with a verb that puts an instance on a machine.
struct InstallOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The instance's config drive: JSON, a file, a directory or an address.", valueName: "config-drive"),
        completion: .file())
    var configDrive: ConfigDriveArgument?

    @Option(
        help: ArgumentHelp(
            "Further steps: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file())
    var deploySteps: JSONArgument?

    /// The arguments of the call.
    func arguments(in surroundings: Surroundings) throws -> [String: JSONValue] {
        var arguments: [String: JSONValue] = [:]
        arguments["configdrive"] = try configDrive?.value(in: surroundings)
        arguments["deploy_steps"] = try deploySteps?.value(for: "--deploy-steps", in: surroundings)
        return arguments
    }
}
