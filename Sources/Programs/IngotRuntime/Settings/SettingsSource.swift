import Configuration

/// One place that settings come from, with words that lead a person to it.
struct SettingsSource: Sendable {
    let provider: any ConfigProvider
    /// Every key that was given, in order, also where no setting has that name.
    let keys: [String]
    /// Completes "from …" for a key.
    let origin: @Sendable (String) -> String

    static func commandLine(_ values: [(key: String, text: String)]) -> SettingsSource {
        SettingsSource(
            provider: texts(named: "command line", values), keys: values.map(\.key), origin: { _ in "the command line" }
        )
    }

    static func file(_ file: SettingsFile) -> SettingsSource {
        let lines = Dictionary(file.entries.map { ($0.key, $0.line) }, uniquingKeysWith: { $1 })
        return SettingsSource(
            provider: texts(named: file.path, file.entries.map { ($0.key, $0.text) }), keys: file.entries.map(\.key),
            origin: { "\(file.path), line \(lines[$0] ?? 1)" })
    }

    /// Only the names of the table are looked at: others that begin alike may belong to other programs (an
    /// orchestrator may well set `INGOT_SERVICE_HOST`), so they are reported by ``strangers(in:)`` and stop nothing.
    static func environment(_ variables: [String: String]) -> SettingsSource {
        let prefix = Setting.environmentPrefix
        let own = variables.filter { $0.key.hasPrefix(prefix) }
        return SettingsSource(
            provider: EnvironmentVariablesProvider(
                environmentVariables: Dictionary(
                    uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value) })),
            keys: [],
            origin: { key in
                "the environment variable " + (Settings.table.first { $0.key == key }?.environmentName ?? key)
            })
    }

    /// The variables that begin like ours and set nothing, sorted.
    static func strangers(in variables: [String: String]) -> [String] {
        let known = Set(Settings.table.map(\.environmentName)).union(environmentOfThePrograms)
        return variables.keys.filter { $0.hasPrefix(Setting.environmentPrefix) && !known.contains($0) }.sorted()
    }

    /// Variables that the programs of Ingot read, beside the settings.
    static let environmentOfThePrograms: Set<String> = ["INGOT_CONFIG", "INGOT_URL", "INGOT_ONLY"]

    private static func texts(named name: String, _ values: [(key: String, text: String)]) -> InMemoryProvider {
        let texts = values.map {
            (AbsoluteConfigKey(ConfigKey($0.key)), ConfigValue(.string($0.text), isSecret: false))
        }
        return InMemoryProvider(name: name, values: Dictionary(texts, uniquingKeysWith: { $1 }))
    }
}
