/// A configuration file in the field's form: `[group]` lines and `name = value`, comments with `#` or `;`.
struct ConfigurationFile {
    /// Values of the `DEFAULT` group and of `disk_utils`, whose names do not clash.
    var values: [(name: String, value: String)] = []

    init(_ text: String) {
        var group = "DEFAULT"
        for line in text.split(separator: "\n").map({ $0.trimmed }) {
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                group = String(line.dropFirst().dropLast())
                continue
            }
            guard group == "DEFAULT" || group == "disk_utils", let equals = line.firstIndex(of: "=") else { continue }
            values.append((line[..<equals].trimmed, line[line.index(after: equals)...].trimmed))
        }
    }
}
