/// Why a text is not acceptable JSON, with the byte at which reading stopped.
package struct JSONSyntaxError: Error, Hashable, CustomStringConvertible {
    package var reason: String
    package var offset: Int

    package var description: String { "invalid JSON at byte \(offset): \(reason)" }
}

extension JSONValue {
    /// Reads exactly one JSON value (RFC 8259).
    ///
    /// Strict on purpose, as this is what callers' bodies go through: UTF-8 must be valid, duplicate members are
    /// refused, nesting is limited to `maximumDepth` levels, and nothing may follow the value.
    ///
    /// - Throws: ``JSONSyntaxError``.
    package static func parse(_ bytes: some Collection<UInt8>, maximumDepth: Int = 128) throws(JSONSyntaxError)
        -> JSONValue
    {
        var parser = JSONParser(bytes: Array(bytes), maximumDepth: maximumDepth)
        return try parser.document()
    }

    /// Reads exactly one JSON value from text; see the overload on bytes.
    package static func parse(_ text: String, maximumDepth: Int = 128) throws(JSONSyntaxError) -> JSONValue {
        try parse(Array(text.utf8), maximumDepth: maximumDepth)
    }
}

/// A recursive-descent reader over bytes; it holds no state but its place.
private struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var offset = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        let value = try value(depth: 1)
        skipWhitespace()
        guard offset == bytes.count else { throw failure("unexpected text after the value") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        skipWhitespace()
        guard offset < bytes.count else { throw failure("the text ends where a value should be") }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", is: .bool(true))
        case UInt8(ascii: "f"): return try word("false", is: .bool(false))
        case UInt8(ascii: "n"): return try word("null", is: .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure("a value cannot begin with this character")
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        try enter(depth)
        var members: [String: JSONValue] = [:]
        if try closes(with: UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipWhitespace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
                throw failure("a member needs a name in quotation marks")
            }
            let key = try string()
            skipWhitespace()
            try take(UInt8(ascii: ":"), "a colon must follow the member's name")
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                throw failure("the member \"\(key)\" occurs twice")
            }
            if try ends(with: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        try enter(depth)
        var values: [JSONValue] = []
        if try closes(with: UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value(depth: depth + 1))
            if try ends(with: UInt8(ascii: "]")) { return .array(values) }
        }
    }

    private mutating func enter(_ depth: Int) throws(JSONSyntaxError) {
        guard depth <= maximumDepth else { throw failure("nested deeper than \(maximumDepth) levels") }
        offset += 1
    }

    private mutating func closes(with end: UInt8) throws(JSONSyntaxError) -> Bool {
        skipWhitespace()
        guard offset < bytes.count else { throw failure("the text ends too early") }
        guard bytes[offset] == end else { return false }
        offset += 1
        return true
    }

    private mutating func ends(with end: UInt8) throws(JSONSyntaxError) -> Bool {
        if try closes(with: end) { return true }
        try take(UInt8(ascii: ","), "a comma or the end must follow")
        return false
    }

    private mutating func take(_ byte: UInt8, _ reason: String) throws(JSONSyntaxError) {
        guard offset < bytes.count, bytes[offset] == byte else { throw failure(reason) }
        offset += 1
    }

    private mutating func word(_ text: String, is value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        guard bytes[offset...].starts(with: text.utf8) else { throw failure("unknown word") }
        offset += text.utf8.count
        return value
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = offset
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let whole = digits()
        guard whole > 0 else { throw failure("a number needs digits") }
        guard whole == 1 || bytes[offset - whole] != UInt8(ascii: "0") else {
            throw failure("a number may not begin with zero")
        }
        var isWhole = true
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            isWhole = false
            guard digits() > 0 else { throw failure("digits must follow the decimal point") }
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            isWhole = false
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            guard digits() > 0 else { throw failure("digits must follow the exponent") }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        // Beyond that, many readers of JSON fail.
        guard let value = Double(text), value.isFinite else { throw failure("the number is too large") }
        return isWhole ? .longInteger(text) : .double(value)
    }

    private mutating func digits() -> Int {
        let start = offset
        while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) { offset += 1 }
        return offset - start
    }

    private mutating func string() throws(JSONSyntaxError) -> String {
        offset += 1
        var text: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw failure("invalid UTF-8") }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw failure("a control character must be escaped")
            default: text.append(byte)
            }
        }
        throw failure("the text ends inside a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        guard offset < bytes.count else { throw failure("the text ends inside a string") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
        default: throw failure("unknown escape")
        }
    }

    private mutating func scalar() throws(JSONSyntaxError) -> Character {
        let unit = try hexadecimal()
        if !UTF16.isSurrogate(unit) { return Unicode.Scalar(unit).map(Character.init) ?? "\u{FFFD}" }
        guard UTF16.isLeadSurrogate(unit), offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw failure("half a surrogate pair") }
        offset += 2
        let trail = try hexadecimal()
        guard UTF16.isTrailSurrogate(trail) else { throw failure("half a surrogate pair") }
        return Character(UTF16.decode(UTF16.EncodedScalar([unit, trail])))
    }

    private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt16 {
        guard offset + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16),
            bytes[offset] != UInt8(ascii: "+")
        else { throw failure("four hexadecimal digits must follow") }
        offset += 4
        return unit
    }

    private mutating func skipWhitespace() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private func failure(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, offset: offset) }
}
