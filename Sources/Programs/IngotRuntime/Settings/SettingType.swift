import IngotDrivers
import IngotHardware
import IngotModel
import Logging

/// How the text of a setting becomes a value, and what a person may write there.
package struct SettingType<Value: Sendable>: Sendable {
    /// One word for the list of settings, such as `duration`.
    let name: String
    /// Completes "expected …".
    let accepted: String
    /// Nil where the text is not accepted.
    let parse: @Sendable (String) -> Value?
    let show: @Sendable (Value) -> String
    var isSecret = false
}

extension SettingType where Value == String {
    static let text = SettingType(name: "text", accepted: "any text", parse: { $0 }, show: { $0 })

    static let path = SettingType(
        name: "path", accepted: "the path of a directory or file", parse: { $0.isEmpty ? nil : $0 }, show: { $0 })
}

extension SettingType where Value == String? {
    /// A text that may be left empty.
    static func optional(_ base: SettingType<String>) -> SettingType {
        SettingType(
            name: base.name, accepted: "\(base.accepted), or nothing",
            parse: { $0.isEmpty ? .some(nil) : base.parse($0).map { .some($0) } }, show: { $0 ?? "" })
    }

    static let url = SettingType(
        name: "URL", accepted: "an http:// or https:// URL without a query, or nothing",
        parse: { text in
            if text.isEmpty { return .some(nil) }
            guard let host = ["http://", "https://"].first(where: text.hasPrefix).map({ text.dropFirst($0.count) }),
                !host.isEmpty, !host.hasPrefix("/"), !text.contains(where: { " ?#".contains($0) })
            else { return nil }
            return .some(text.hasSuffix("/") ? String(text.dropLast()) : text)
        }, show: { $0 ?? "" })
}

extension SettingType where Value == Secret? {
    static let secret = SettingType(
        name: "secret", accepted: "any text, or nothing", parse: { $0.isEmpty ? .some(nil) : .some(Secret($0)) },
        show: { $0 == nil ? "" : Secret.mask }, isSecret: true)
}

extension SettingType where Value == Bool {
    static let boolean = SettingType(
        name: "boolean", accepted: "true or false",
        parse: { ["true": true, "yes": true, "1": true, "false": false, "no": false, "0": false][$0.lowercased()] },
        show: { $0 ? "true" : "false" })
}

extension SettingType where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> SettingType {
        SettingType(
            name: "integer", accepted: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { Int($0).flatMap { range.contains($0) ? $0 : nil } }, show: { String($0) })
    }

    /// A number of bytes.
    static func size(_ range: ClosedRange<Int>) -> SettingType {
        let measure = Measure.size
        return SettingType(
            name: "size",
            accepted: "a number of bytes, or with a unit as in 64KiB or 2MiB, from \(measure.show(range.lowerBound))"
                + " to \(measure.show(range.upperBound))",
            parse: { measure.parse($0).flatMap { range.contains($0) ? $0 : nil } }, show: measure.show)
    }
}

extension SettingType where Value == [String: Int] {
    /// Numbers by the name of a step.
    static let priorities = SettingType(
        name: "list", accepted: "interface.step=NUMBER, several with commas between them, or nothing",
        parse: { text in
            var priorities: [String: Int] = [:]
            for item in text.split(separator: ",") {
                let parts = item.split(separator: "=").map { String($0.filter { !$0.isWhitespace }) }
                guard parts.count == 2, parts[0].contains("."), let number = Int(parts[1]), number >= 0 else {
                    return nil
                }
                priorities[parts[0]] = number
            }
            return priorities
        }, show: { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",") })
}

extension SettingType where Value == [String: String] {
    /// Texts by name.
    static let pairs = SettingType(
        name: "list", accepted: "NAME=VALUE, several with commas between them, or nothing",
        parse: { text in
            var pairs: [String: String] = [:]
            for item in text.split(separator: ",") {
                let parts = item.split(separator: "=", maxSplits: 1).map { String($0.trimmingSpaces()) }
                guard parts.count == 2, !parts.contains("") else { return nil }
                pairs[parts[0]] = parts[1]
            }
            return pairs
        }, show: { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",") })
}

extension SettingType where Value == Set<String> {
    static let words = SettingType(
        name: "list", accepted: "words joined by commas",
        parse: { text in Set(text.split(separator: ",").map { String($0.trimmingSpaces()) }.filter { !$0.isEmpty }) },
        show: { $0.sorted().joined(separator: ",") })
}

extension SettingType where Value == Duration {
    static func duration(_ range: ClosedRange<Duration>) -> SettingType {
        let measure = Measure.time
        let milliseconds: @Sendable (Duration) -> Int = { Int($0.microseconds / 1_000) }
        return SettingType(
            name: "duration",
            accepted: "a time as in 250ms, 90s, 5m or 2h (without a unit: seconds), from"
                + " \(measure.show(milliseconds(range.lowerBound))) to \(measure.show(milliseconds(range.upperBound)))",
            parse: { text in
                let whole = Int(text).map { Duration.seconds($0) }
                let duration = whole ?? measure.parse(text).map { .milliseconds($0) }
                return duration.flatMap { range.contains($0) ? $0 : nil }
            },
            show: { measure.show(milliseconds($0)) })
    }
}

extension SettingType where Value == [String] {
    static let hardwareTypes = SettingType(
        name: "list",
        accepted: "words joined by commas, each once, of " + HardwareCatalog.builtInTypes.joined(separator: ", "),
        parse: { text in
            let words = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { String($0.trimmingSpaces()) }
            guard Set(words).count == words.count, words.allSatisfy(HardwareCatalog.builtInTypes.contains) else {
                return nil
            }
            return words
        }, show: { $0.joined(separator: ",") })
}

extension SettingType where Value == SocketAddress {
    static let address = SettingType(
        name: "address", accepted: "ADDRESS:PORT as in 127.0.0.1:6385 or [::1]:6385; port 0 takes a free one",
        parse: { SocketAddress($0) }, show: \.description)
}

extension SettingType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    static var choice: SettingType {
        let words = Value.allCases.map(\.rawValue)
        return SettingType(
            name: "choice", accepted: "one of " + words.joined(separator: ", "), parse: { Value(rawValue: $0) },
            show: \.rawValue)
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
