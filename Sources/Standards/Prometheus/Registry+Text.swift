/// The text exposition format, version 0.0.4 (Prometheus documentation, "Exposition formats").
extension Registry {
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Families in the order of their declaration, each with help, type and series; left out are families without series,
    /// and distributions of what has not happened yet.
    package var text: String {
        var text = ""
        for family in families {
            let lines = series(of: family).map { Self.lines(of: $0.series, $0.labels, family) }.joined()
            guard !lines.isEmpty else { continue }
            text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n"
            text += "# TYPE \(family.name) \(family.kind.word)\n"
            text += lines
        }
        return text
    }

    private static func lines(of series: Series, _ values: [String], _ family: MetricFamily) -> String {
        let labels = Array(zip(family.labels, values))
        var text = ""
        switch series {
        case .counter(let counter): line(family.name, labels, counter.value, into: &text)
        case .gauge(let gauge): line(family.name, labels, gauge.value, into: &text)
        case .histogram(let histogram):
            guard case .histogram(let bounds) = family.kind else { return "" }
            let counts = histogram.cumulative
            guard counts.last != 0 else { return "" }
            for (bound, count) in zip(bounds + [.infinity], counts) {
                line(family.name + "_bucket", labels + [("le", number(bound))], Double(count), into: &text)
            }
            line(family.name + "_sum", labels, histogram.sum, into: &text)
            line(family.name + "_count", labels, Double(counts.last ?? 0), into: &text)
        }
        return text
    }

    private static func line(
        _ name: String, _ labels: [(String, String)], _ value: Double, into text: inout String
    ) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0)=\"\(escaped($1, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(number(value))\n"
    }

    /// As Go reads it; whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded(), let whole = Int64(exactly: value) { return String(whole) }
        return value.description
    }

    /// Backslashes and line breaks, and in values of labels quotation marks, are written with a backslash before them.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\"" where quotes: output += "\\\""
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
