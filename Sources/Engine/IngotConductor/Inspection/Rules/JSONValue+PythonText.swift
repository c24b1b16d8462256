import IngotModel

extension JSONValue {
    /// The value as Python's `str` writes it.
    var pythonText: String { string ?? pythonLiteral }

    /// The value as Python's `repr` writes it.
    var pythonLiteral: String {
        switch self {
        case .null: "None"
        case .bool(let value): value ? "True" : "False"
        case .integer(let value): "\(value)"
        case .longInteger(let digits): digits
        case .double(let value): "\(value)"
        case .string(let value): Self.quoted(value)
        case .array(let items): "[\(items.map(\.pythonLiteral).joined(separator: ", "))]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.pythonLiteral)" }
                .joined(separator: ", ") + "}"
        }
    }

    /// The value as Python's `ascii` writes it.
    var pythonASCII: String {
        pythonLiteral.unicodeScalars.map { $0.isASCII ? String($0) : Self.escape(of: $0) }.joined()
    }

    /// Between single quotation marks, but between double ones where that saves escapes.
    private static func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        let inner = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "\\", quote: "\\\(scalar)"
            case "\0"..<" ", "\u{7F}"..."\u{A0}", "\u{AD}": escape(of: scalar)
            default: String(scalar)
            }
        }
        return "\(quote)\(inner.joined())\(quote)"
    }

    private static func escape(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (letter, count) =
            switch scalar.value {
            case ..<0x100: ("x", 2)
            case ..<0x1_0000: ("u", 4)
            default: ("U", 8)
            }
        return "\\\(letter)\(String(repeating: "0", count: count - digits.count))\(digits)"
    }
}
