/// A light of a node as callers name it: `<indicator>@<component>`.
struct IndicatorName: Sendable, CustomStringConvertible {
    let indicator: String
    let component: String

    init(indicator: String, component: String) {
        self.indicator = indicator
        self.component = component
    }

    /// - Throws: ``APIError`` (400) where the text is no such name.
    init(_ text: String) throws {
        guard let separator = text.firstIndex(of: "@") else {
            throw APIError.invalid(
                "An indicator is named <indicator>@<component>, such as led@chassis, not '\(text)'",
                code: "malformed_indicator")
        }
        indicator = String(text[..<separator])
        component = String(text[text.index(after: separator)...])
    }

    var description: String { "\(indicator)@\(component)" }
}
