import Configuration

extension Settings {
    /// Reads every setting: the command line first, then the environment, then the file, then the default.
    ///
    /// Throws ``SettingsProblem`` that lists all that is wrong at once: each wrong value with its key, where it came
    /// from and what is accepted, and each key that is not a setting; then what does not go together.
    package static func read(
        commandLine: [(key: String, text: String)] = [], environment: [String: String] = [:], file: SettingsFile? = nil
    ) throws(SettingsProblem) -> Settings {
        let sources =
            [SettingsSource.commandLine(commandLine), .environment(environment)] + (file.map { [.file($0)] } ?? [])
        var settings = Settings()
        let known = Set(table.map(\.key))
        var complaints = sources.flatMap { source in
            source.keys.filter { !known.contains($0) }
                .map { SettingsProblem.unknownKey($0, from: source.origin($0)) }
        }
        let reader = ConfigReader(providers: sources.map(\.provider))
        for setting in table {
            let key = ConfigKey(setting.key)
            guard let text = reader.string(forKey: key, isSecret: setting.isSecret),
                !setting.assign(text, &settings)
            else { continue }
            let source = sources.first { ConfigReader(provider: $0.provider).string(forKey: key) != nil }
            complaints.append(
                SettingsProblem.wrongValue(text, of: setting, from: source?.origin(setting.key) ?? "the default"))
        }
        if complaints.isEmpty { complaints = settings.contradictions }
        guard complaints.isEmpty else { throw SettingsProblem(complaints: complaints) }
        return settings
    }
}
