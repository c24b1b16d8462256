/// One row of the table of settings: what the help, the sample file and the checks are made from.
package struct Setting: Sendable {
    /// As in the file, such as `api.listen`.
    package let key: String
    package let typeName: String
    package let accepted: String
    package let meaning: String
    package let isSecret: Bool
    /// The value that settings hold, as it would be written; secrets are masked.
    let show: @Sendable (Settings) -> String
    /// False where the text is not accepted; the settings are then unchanged.
    let assign: @Sendable (String, inout Settings) -> Bool

    /// Binds a key to the property that holds its value; the property's initial value is the default.
    init<Value>(
        _ key: String, _ property: any WritableKeyPath<Settings, Value> & Sendable, _ type: SettingType<Value>,
        _ meaning: String
    ) {
        self.key = key
        self.meaning = meaning
        typeName = type.name
        accepted = type.accepted
        isSecret = type.isSecret
        show = { type.show($0[keyPath: property]) }
        assign = { text, settings in
            guard let value = type.parse(text) else { return false }
            settings[keyPath: property] = value
            return true
        }
    }

    package var defaultText: String { show(Settings()) }

    /// The environment variable: `api.listen` is `INGOT_API_LISTEN`.
    package var environmentName: String {
        Self.environmentPrefix + String(key.uppercased().map { $0 == "." ? "_" : $0 })
    }

    static let environmentPrefix = "INGOT_"
}
