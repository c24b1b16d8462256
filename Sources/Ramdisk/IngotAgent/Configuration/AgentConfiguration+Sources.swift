import Logging

extension AgentConfiguration {
    /// Where settings come from, the weakest first: kernel command line, files, environment, command line.
    package struct Sources: Sendable {
        package var kernelCommandLine = ""
        package var files: [(path: String, text: String)] = []
        package var environment: [String: String] = [:]
        /// Pairs from the command line.
        package var arguments: [(name: String, value: String)] = []

        package init() {}
    }

    /// Applies all sources in their order.
    ///
    /// - Returns: The configuration and the names in files that Ingot's agent does not have; those are for a warning,
    ///   as files written for the peer hold many.
    /// - Throws: ``AgentOptionError`` for a value that cannot be read, or an unknown name on the command line.
    package static func reading(_ sources: Sources) throws(AgentOptionError) -> (AgentConfiguration, unknown: [String])
    {
        var configuration = AgentConfiguration()
        var unknown: [String] = []
        let kernel = KernelCommandLine(sources.kernelCommandLine)
        for option in AgentOption.all {
            guard let parameter = option.kernelParameter, let text = kernel[parameter] else { continue }
            try option.apply(text, from: "kernel command line", to: &configuration)
        }
        for file in sources.files {
            for (name, value) in ConfigurationFile(file.text).values {
                guard let option = AgentOption.named(name) else {
                    unknown.append("\(file.path): \(name)")
                    continue
                }
                try option.apply(value, from: file.path, to: &configuration)
            }
        }
        for option in AgentOption.all {
            guard let text = sources.environment[option.environmentVariable] else { continue }
            try option.apply(text, from: "environment", to: &configuration)
        }
        for (name, value) in sources.arguments {
            guard let option = AgentOption.named(name) else {
                let known = AgentOption.all.map(\.name).joined(separator: ", ")
                throw AgentOptionError(name: name, source: "command line", reason: "is not known. Known are \(known)")
            }
            try option.apply(value, from: "command line", to: &configuration)
        }
        return (configuration, unknown)
    }
}
