/// Which spans make up the duration of a tree: at each moment the innermost span that its end waited for.
///
/// Found by walking back from the end: before each moment, the child that ended last is what was waited for; what no
/// child covers is the span's own time. The times add up to the duration.
package struct CriticalPath: Sendable, Hashable {
    struct Part: Sendable, Hashable {
        var span: Span
        /// What the span itself, without its children, gave to the duration.
        var time: Duration
        /// Of the whole, from 0 to 1.
        var share: Double
    }

    /// In the order of time.
    let parts: [Part]

    package init(_ tree: SpanTree) {
        var times: [String: Duration] = [:]
        Self.collect(tree.root, from: tree.root.start, until: tree.root.end, into: &times)
        let whole = tree.root.duration.inSeconds
        parts = tree.flattened.compactMap { span, _, _ in
            guard let time = times[span.path], time > .zero else { return nil }
            return Part(span: span, time: time, share: whole > 0 ? time.inSeconds / whole : 0)
        }
    }

    /// What took longest.
    var longest: Part? { parts.max { $0.time < $1.time } }

    private static func collect(
        _ span: Span, from start: Timestamp, until end: Timestamp, into times: inout [String: Duration]
    ) {
        var moment = end
        var own = Duration.zero
        for child in span.children.sorted(by: { $0.end > $1.end }) where child.start < moment && child.end > start {
            let (first, last) = (max(child.start, start), min(child.end, moment))
            own += moment - last
            collect(child, from: first, until: last, into: &times)
            moment = first
        }
        times[span.path, default: .zero] += own + (moment - start)
    }
}
