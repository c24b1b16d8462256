/// Runs in the form in which OpenTelemetry collectors take traces over HTTP: `POST …/v1/traces` with this as JSON.
///
/// Shapes, and hexadecimal identifiers beside 64-bit numbers as text, are those of OTLP 1.x, "JSON Protobuf Encoding"
/// of `ExportTraceServiceRequest`. A run is a trace; its identifier is the run's own.
package struct OTLPTrace: Sendable {
    let trees: [SpanTree]

    package init(trees: [SpanTree]) { self.trees = trees }

    package var json: JSONValue {
        [
            "resourceSpans": [
                [
                    "resource": ["attributes": Self.attributes(["service.name": "ingot"])],
                    "scopeSpans": [
                        ["scope": ["name": "ingot.timeline"], "spans": .array(trees.flatMap(Self.spans))]
                    ],
                ]
            ]
        ]
    }

    private static func spans(of tree: SpanTree) -> [JSONValue] {
        let trace = tree.run.text.filter { $0 != "-" }
        return tree.flattened.map { span, parent, _ in
            var members: [String: JSONValue] = [
                "traceId": .string(trace), "spanId": .string(tree.identifier(of: span)), "name": .string(span.name),
                "kind": .integer(internalKind), "startTimeUnixNano": nanoseconds(span.start),
                "endTimeUnixNano": nanoseconds(span.end), "attributes": attributes(facts(of: span)),
                "events": .array(span.events.map(event)), "status": status(of: span.outcome),
            ]
            members["parentSpanId"] = parent.map { .string(tree.identifier(of: $0)) }
            return .object(members)
        }
    }

    private static func facts(of span: Span) -> [String: JSONValue] {
        var facts = Dictionary(
            span.attributes.map { ("ingot.\(span.kind == .run ? "run" : "step").\($0.key)", $0.value) },
            uniquingKeysWith: { $1 })
        facts["ingot.span.kind"] = .string(span.kind.rawValue)
        facts["ingot.span.open"] = span.isOpen ? true : nil
        facts["ingot.wait.for"] = span.waitsFor.map { .string($0.rawValue) }
        return facts
    }

    private static func event(_ event: Span.Event) -> JSONValue {
        [
            "timeUnixNano": nanoseconds(event.at), "name": .string(event.name),
            "attributes": attributes(["ingot.detail": JSONValue(event.detail)]),
        ]
    }

    private static func status(of outcome: Span.Outcome) -> JSONValue {
        switch outcome {
        case .open: [:]
        case .well: ["code": 1]
        case .badly(let reason): ["code": 2, "message": .string(reason)]
        }
    }

    /// Names in their order; what is null is left out, as the protocol has no such value.
    private static func attributes(_ facts: [String: JSONValue]) -> JSONValue {
        .array(
            facts.sorted { $0.key < $1.key }.compactMap { key, value in
                Self.value(value).map { ["key": .string(key), "value": $0] }
            })
    }

    private static func value(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .null: nil
        case .bool(let flag): ["boolValue": .bool(flag)]
        case .integer(let number): ["intValue": .string(String(number))]
        case .double(let number): ["doubleValue": .double(number)]
        case .string(let text): ["stringValue": .string(text)]
        case .longInteger, .array, .object: ["stringValue": .string(value.serialized())]
        }
    }

    private static func nanoseconds(_ moment: Timestamp) -> JSONValue { .string("\(moment.microseconds)000") }

    /// `SPAN_KIND_INTERNAL`.
    private static let internalKind: Int64 = 1
}
