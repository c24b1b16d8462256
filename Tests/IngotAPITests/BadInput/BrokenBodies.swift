/// Bodies that are no good for any route that takes one.
enum BrokenBodies {
    struct Body: Sendable {
        var flaw: String
        var bytes: [UInt8]

        init(_ flaw: String, _ text: String) {
            self.flaw = flaw
            bytes = Array(text.utf8)
        }

        init(_ flaw: String, bytes: [UInt8]) {
            self.flaw = flaw
            self.bytes = bytes
        }
    }

    /// Broken JSON, and JSON that is refused whatever it says.
    static let all: [Body] = [
        .init("cut off", "{"), .init("no value", #"{"a":}"#), .init("half a word", "nul"),
        .init("a comma too many", "[1,]"),
        .init("a comma too many", #"{"a":1,}"#), .init("two values", #"{"a":1} x"#), .init("single quotes", "{'a':1}"),
        .init("a comment", #"{"a":1 /* one */}"#), .init("a bare word", "{a:1}"), .init("not a number", "NaN"),
        .init("infinite", #"{"a":Infinity}"#), .init("a leading zero", #"{"a":01}"#),
        .init("a bare minus", #"{"a":-}"#),
        .init("a member twice", #"{"a":1,"a":2}"#), .init("a member twice, escaped", #"{"a":1,"\u0061":2}"#),
        .init("a number too large", #"{"a":1e400}"#), .init("a control character", "{\"a\":\"\u{1}\"}"),
        .init("a line break in a text", "{\"a\":\"x\ny\"}"), .init("an escape that is none", #"{"a":"\x"}"#),
        .init("half an escape", #"{"a":"\u12"}"#), .init("a lone surrogate", #"{"a":"\ud800"}"#),
        .init("a lone surrogate in a name", #"{"\udfff":1}"#), .init("an escaped NUL", #"{"extra":{"a":"\u0000"}}"#),
        .init("an escaped NUL in a name", #"{"a\u0000":1}"#), .init("a text", #""text""#), .init("a number", "17"),
        .init("a huge whole number", "18446744073709551616"), .init("a truth", "true"),
        .init("deep arrays", nested("[", "]", 200)), .init("deep objects", nested(#"{"a":"#, "}", 200)),
        .init("arrays without an end", String(repeating: "[", count: 6_000)),
        .init("a byte order mark in the middle", "{\"a\"\u{FEFF}:1}"),
        .init("a raw NUL", bytes: [0]),
        .init("a raw NUL in a text", bytes: Array("{\"a\":\"".utf8) + [0] + Array("\"}".utf8)),
        .init("invalid UTF-8", bytes: [0x22, 0xFF, 0x22]), .init("an overlong NUL", bytes: [0x22, 0xC0, 0x80, 0x22]),
        .init("an encoded surrogate", bytes: [0x22, 0xED, 0xA0, 0x80, 0x22]),
        .init("beyond Unicode", bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]),
        .init("half a character", bytes: Array("{\"a\":\"".utf8) + [0xC3] + Array("\"}".utf8)),
        .init("UTF-16", bytes: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0]),
    ]

    private static func nested(_ open: String, _ close: String, _ depth: Int) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }

    /// A text of so many bytes, quotation marks included.
    static func text(ofBytes count: Int) -> [UInt8] {
        Array(("\"" + String(repeating: "x", count: count - 2) + "\"").utf8)
    }
}
