/// What is measured under one name: declared once, before anything is measured.
package struct MetricFamily: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Only grows, and begins at zero with the process.
        case counter
        case gauge
        /// How durations in seconds are distributed; the upper bounds of the buckets, growing, without the infinite one.
        case histogram([Double])

        /// The word of the `# TYPE` line.
        var word: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    /// As in the text: letters, digits, `_` and `:`, the unit at the end.
    package var name: String
    package var kind: Kind
    /// The names of its labels, in the order in which they are written.
    package var labels: [String]
    package var help: String

    package init(_ name: String, _ kind: Kind, labels: [String] = [], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }
}
