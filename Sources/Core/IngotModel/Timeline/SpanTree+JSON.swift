extension SpanTree {
    /// Every span, each before its children.
    package var json: JSONValue {
        .array(
            flattened.map { span, parent, depth in
                var members = span.json
                members["id"] = .string(identifier(of: span))
                members["parent_id"] = JSONValue(parent.map(identifier))
                members["depth"] = JSONValue(depth)
                members["offset_seconds"] = .double((span.start - root.start).inSeconds)
                return .object(members)
            })
    }

    package func json(_ path: CriticalPath) -> JSONValue {
        .array(
            path.parts.map { part in
                [
                    "span_id": .string(identifier(of: part.span)), "name": .string(part.span.name),
                    "kind": .string(part.span.kind.rawValue), "seconds": .double(part.time.inSeconds),
                    "share": .double((part.share * 10_000).rounded() / 10_000),
                ]
            })
    }

    /// Sixteen hexadecimal digits, never zero, the same each time the tree is made (FNV-1a over run and path).
    func identifier(of span: Span) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(run.text)/\(span.path)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(max(hash, 1), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Span {
    fileprivate var json: [String: JSONValue] {
        [
            "name": .string(name), "kind": .string(kind.rawValue), "started_at": .string(start.iso8601),
            "finished_at": isOpen ? .null : .string(end.iso8601), "duration_seconds": .double(duration.inSeconds),
            "outcome": .string(outcome.word), "error": JSONValue(outcome.error),
            "waits_for": JSONValue(waitsFor?.rawValue), "attributes": .object(attributes),
            "events": .array(
                events.map {
                    ["at": .string($0.at.iso8601), "name": .string($0.name), "detail": JSONValue($0.detail)]
                }),
        ]
    }
}

extension Span.Outcome {
    var word: String {
        switch self {
        case .open: "open"
        case .well: "ok"
        case .badly: "error"
        }
    }

    var error: String? {
        guard case .badly(let reason) = self else { return nil }
        return reason
    }
}
