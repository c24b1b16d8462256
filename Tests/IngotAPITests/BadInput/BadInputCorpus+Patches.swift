@testable import IngotAPI

/// Changes of resources.
extension BadInputCorpus {
    var patches: [BadRequest] {
        guard case .patch(let schema) = endpoint.body else { return [] }
        let objects = schema.fields.filter { $0.access.contains(.patch) && $0.type == .object }.map(\.name)
        return Self.documents.map { patch($0.flaw, $0.text) } + schema.fields.flatMap(patches)
            + (objects.first.map(within) ?? [])
    }

    private func patch(_ flaw: String, _ document: String, version: Int? = nil) -> BadRequest {
        request("patch: \(flaw)", json: document, version: version)
    }

    /// Documents that are no list of operations.
    private static let documents: [(flaw: String, text: String)] = [
        ("an object", "{}"), ("an operation alone", #"{"op":"add","path":"/extra/a","value":1}"#),
        ("a list of numbers", "[1]"), ("a list of lists", "[[]]"), ("a list with null", "[null]"),
        ("no members", "[{}]"), ("no op", #"[{"path":"/extra/a","value":1}]"#),
        ("no path", #"[{"op":"add","value":1}]"#),
        ("no value", #"[{"op":"add","path":"/extra/a"}]"#),
        ("no value to replace", #"[{"op":"replace","path":"/extra"}]"#),
        ("a test", #"[{"op":"test","path":"/extra","value":{}}]"#),
        ("a move", #"[{"op":"move","from":"/extra","path":"/properties"}]"#),
        ("a copy", #"[{"op":"copy","from":"/extra","path":"/properties"}]"#),
        ("an unknown op", #"[{"op":"increase","path":"/extra/a","value":1}]"#),
        ("an op in capitals", #"[{"op":"ADD","path":"/extra/a","value":1}]"#),
        ("an op that is a number", #"[{"op":1,"path":"/extra/a","value":1}]"#),
        ("a path that is a number", #"[{"op":"add","path":1,"value":1}]"#),
        ("a path that is a list", #"[{"op":"add","path":["extra","a"],"value":1}]"#),
        ("an empty path", #"[{"op":"add","path":"","value":{}}]"#), ("the root", #"[{"op":"remove","path":"/"}]"#),
        ("a path without a slash", #"[{"op":"add","path":"extra/a","value":1}]"#),
        ("a path with an empty step", #"[{"op":"add","path":"/extra//a","value":1}]"#),
        ("a path that ends with a slash", #"[{"op":"add","path":"/extra/","value":1}]"#),
        ("a tilde alone", #"[{"op":"add","path":"/extra/~","value":1}]"#),
        ("a tilde and a two", #"[{"op":"add","path":"/extra/~2","value":1}]"#),
        ("a NUL in the path", #"[{"op":"add","path":"/extra/\u0000","value":1}]"#),
        ("a lone surrogate in the path", #"[{"op":"add","path":"/extra/\ud800","value":1}]"#),
        ("an unknown member", #"[{"op":"add","path":"/extra/a","value":1,"nonsense":1}]"#),
        ("an unknown field", #"[{"op":"add","path":"/nonsense","value":1}]"#),
        ("an unknown field taken away", #"[{"op":"remove","path":"/nonsense"}]"#),
        ("within an unknown field", #"[{"op":"add","path":"/nonsense/a","value":1}]"#),
        ("a field in capitals", #"[{"op":"add","path":"/EXTRA","value":{}}]"#),
        ("an inner field", #"[{"op":"replace","path":"/id","value":1}]"#),
        ("the revision", #"[{"op":"replace","path":"/revision","value":1}]"#),
        (
            "a path far too long",
            #"[{"op":"add","path":"/nonsense/\#(String(repeating: "x", count: 2000))","value":1}]"#
        ),
        ("a path far too deep", #"[{"op":"add","path":"\#(String(repeating: "/a", count: 1000))","value":1}]"#),
        (
            "a good one and a bad one",
            #"[{"op":"add","path":"/extra/a","value":1},{"op":"add","path":"/nonsense","value":1}]"#
        ),
    ]

    private func patches(of field: ResourceSchema.Field) -> [BadRequest] {
        let path = "/\(field.name)"
        guard field.access.contains(.patch) else {
            return [
                patch("\(field.name) is read only", #"[{"op":"replace","path":"\#(path)","value":null}]"#),
                patch("\(field.name) is read only", #"[{"op":"add","path":"\#(path)","value":"text"}]"#),
                patch("\(field.name) is read only", #"[{"op":"remove","path":"\#(path)"}]"#),
                patch("within \(field.name)", #"[{"op":"add","path":"\#(path)/a","value":1}]"#),
            ]
        }
        let wrong = BadValues.values(of: field.type).enumerated().map { number, value in
            let op = number.isMultiple(of: 2) ? "add" : "replace"
            return patch("\(op) \(field.name)", #"[{"op":"\#(op)","path":"\#(path)","value":\#(value)}]"#)
        }
        return wrong + tooNew(field) + (field.type.isContainer ? [] : scalars(path))
    }

    private func scalars(_ path: String) -> [BadRequest] {
        [
            patch("within \(path)", #"[{"op":"add","path":"\#(path)/a","value":1}]"#),
            patch("an entry of \(path)", #"[{"op":"add","path":"\#(path)/0","value":1}]"#),
            patch("the end of \(path)", #"[{"op":"add","path":"\#(path)/-","value":1}]"#),
            patch(
                "\(path) twice, the second wrong",
                #"[{"op":"remove","path":"\#(path)"},{"op":"add","path":"\#(path)/a","value":1}]"#),
        ]
    }

    private func tooNew(_ field: ResourceSchema.Field) -> [BadRequest] {
        guard field.since > endpoint.since else { return [] }
        return [
            patch(
                "\(field.name) is too new",
                #"[{"op":"add","path":"/\#(field.name)","value":\#(Self.goodValue(of: field))}]"#,
                version: field.since - 1)
        ]
    }

    /// Conflicts within one field that holds an object.
    private func within(_ field: String) -> [BadRequest] {
        let path = "/\(field)"
        return [
            ("removes what is not there", #"{"op":"remove","path":"\#(path)/nothing"}"#),
            ("replaces what is not there", #"{"op":"replace","path":"\#(path)/nothing","value":1}"#),
            ("goes through what is not there", #"{"op":"add","path":"\#(path)/a/b/c","value":1}"#),
            (
                "removes twice",
                #"{"op":"add","path":"\#(path)/a","value":1},{"op":"remove","path":"\#(path)/a"},{"op":"remove","path":"\#(path)/a"}"#
            ),
            (
                "removes and replaces",
                #"{"op":"add","path":"\#(path)/a","value":1},{"op":"remove","path":"\#(path)/a"},{"op":"replace","path":"\#(path)/a","value":2}"#
            ),
            (
                "goes into null",
                #"{"op":"add","path":"\#(path)/a","value":null},{"op":"add","path":"\#(path)/a/b","value":1}"#
            ),
            (
                "goes into a text",
                #"{"op":"add","path":"\#(path)/a","value":"x"},{"op":"add","path":"\#(path)/a/0","value":1}"#
            ),
            (
                "goes into a removed field",
                #"{"op":"remove","path":"\#(path)"},{"op":"add","path":"\#(path)/a/b","value":1}"#
            ),
            (
                "an entry beyond the end",
                #"{"op":"add","path":"\#(path)/a","value":[1]},{"op":"add","path":"\#(path)/a/3","value":1}"#
            ),
            (
                "an entry below none",
                #"{"op":"add","path":"\#(path)/a","value":[1]},{"op":"remove","path":"\#(path)/a/-1"}"#
            ),
            (
                "an entry with a leading zero",
                #"{"op":"add","path":"\#(path)/a","value":[1]},{"op":"remove","path":"\#(path)/a/00"}"#
            ),
            (
                "an entry with a sign",
                #"{"op":"add","path":"\#(path)/a","value":[1]},{"op":"remove","path":"\#(path)/a/+0"}"#
            ),
            (
                "an entry of no machine",
                #"{"op":"add","path":"\#(path)/a","value":[1]},{"op":"remove","path":"\#(path)/a/99999999999999999999"}"#
            ),
            ("the end removed", #"{"op":"add","path":"\#(path)/a","value":[1]},{"op":"remove","path":"\#(path)/a/-"}"#),
            (
                "becomes a text",
                #"{"op":"replace","path":"\#(path)","value":"text"},{"op":"add","path":"\#(path)/a","value":1}"#
            ),
            ("deep", #"{"op":"add","path":"\#(path)/a","value":\#(nested)}"#),
        ].map { patch($0.0, "[\($0.1)]") }
    }
}
