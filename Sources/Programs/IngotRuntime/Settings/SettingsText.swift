/// The table of settings as people read it.
package enum SettingsText {
    /// The second half of `ingotd --help`.
    package static var help: String {
        let rows = Settings.table.map { setting in
            let shown = setting.defaultText.isEmpty ? "empty" : setting.defaultText
            return "  \(setting.key)  (\(setting.typeName), default: \(shown))\n"
                + "      \(setting.environmentName)\n" + wrapped(meaning(of: setting), width: 100, prefix: "      ")
        }
        return "SETTINGS (--set KEY=VALUE, environment variable, or KEY: VALUE in the file):\n"
            + rows.joined(separator: "\n") + "\n"
    }

    /// A file that sets nothing and shows everything.
    package static var sampleFile: String {
        let header = """
            # Settings of ingotd, each with its default. To change one, remove the "#" before its key.
            # The command line (--set KEY=VALUE) comes before the environment, and that before this file.
            # Give this file to ingotd with --config FILE or in INGOT_CONFIG.

            """
        let rows = Settings.table.map { setting in
            wrapped(meaning(of: setting), width: 100, prefix: "# ")
                + "\n# Type: \(setting.typeName). Environment: \(setting.environmentName)\n"
                + "#\(setting.key): \(quoted(setting.defaultText))\n"
        }
        return header + "\n" + rows.joined(separator: "\n")
    }

    private static func meaning(of setting: Setting) -> String {
        "\(setting.meaning) Accepts \(setting.accepted)."
    }

    /// Quotes where YAML would read something else than a text: a leading bracket, a colon, nothing at all.
    private static func quoted(_ text: String) -> String {
        text.isEmpty || text.contains(where: { ":[]{}#,&*".contains($0) }) ? "\"\(text)\"" : text
    }

    private static func wrapped(_ text: String, width: Int, prefix: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + word.count + 1 + prefix.count <= width {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { prefix + $0 }.joined(separator: "\n")
    }
}
