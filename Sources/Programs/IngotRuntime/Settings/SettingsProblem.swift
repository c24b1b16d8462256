import IngotModel

/// What keeps a set of settings from being used; printed as it stands.
package struct SettingsProblem: Error, Equatable, CustomStringConvertible {
    /// One line each.
    package let complaints: [String]

    /// In one line, for where nothing is to be started.
    var summary: String { complaints.joined(separator: "; ") }

    package var description: String {
        let count = complaints.count == 1 ? "one setting is" : "\(complaints.count) settings are"
        return "ingotd cannot start, \(count) wrong:\n" + complaints.map { "  \($0)" }.joined(separator: "\n")
            + "\n`ingotd --help` lists every setting with its type, default and meaning."
    }

    /// A setting whose value has the right form but names something that is of no use.
    init(unusable value: String, as key: String, because reason: String) {
        complaints = ["\(key) = \"\(value)\": \(reason)"]
    }

    init(complaints: [String]) { self.complaints = complaints }

    static func wrongValue(_ text: String, of setting: Setting, from origin: String) -> String {
        let shown = setting.isSecret ? Secret.mask : text
        return "\(setting.key) = \"\(shown)\" (from \(origin)): expected \(setting.accepted)"
    }

    static func unknownKey(_ key: String, from origin: String) -> String {
        let nearest = Settings.table.map(\.key).min { distance($0, key) < distance($1, key) }
        let advice = nearest.map { distance($0, key) <= 3 ? "; did you mean \($0)?" : "" } ?? ""
        return "\(key) (from \(origin)): there is no such setting\(advice)"
    }

    /// How many letters must be put in, taken out or replaced to make one text of the other.
    static func distance(_ left: String, _ right: String) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var corner = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = corner + (letter == other ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, corner + 1)
            }
        }
        return row[right.count]
    }
}
