@testable import IngotAPI

/// Bodies as a whole, and the arguments of calls.
extension BadInputCorpus {
    var bodies: [BadRequest] {
        switch endpoint.body {
        case .none, .ignored: needless
        case .create, .patch, .free: broken + missing + wrongTypes + oversized
        case .arguments: broken + wrongTypes + oversized
        }
    }

    private var broken: [BadRequest] { BrokenBodies.all.map { request("body: \($0.flaw)", body: $0.bytes) } }

    /// A vendor's method may do without a body.
    private var missing: [BadRequest] {
        if template.contains("vendor_passthru") { return [] }
        let nulls = [request("null", json: "null")]
        // Where nothing must be said of a new resource, nothing need be sent.
        if case .create(_, required: let required, _) = endpoint.body, required.isEmpty { return nulls }
        return [request("no body"), request("an empty body", body: [])] + nulls
    }

    /// Forms are no JSON; neither is anything that is said to be JSON and is not.
    private var wrongTypes: [BadRequest] {
        [
            ("application/x-www-form-urlencoded", "driver=fake-hardware"),
            (
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"driver\"\r\n\r\nfake\r\n--x--"
            ),
            ("application/xml", "<node/>"), ("text/yaml", "driver: fake-hardware"), ("garbage", "[}"), ("", "{"),
            ("application/json; charset=utf-16", "{"), ("application/octet-stream", "\u{1}\u{2}"),
        ].map { type, text in
            request("content type \(type.prefix(30))", body: Array(text.utf8), headers: ["Content-Type": type])
        }
    }

    private var oversized: [BadRequest] {
        let text = BrokenBodies.text(ofBytes: BadInputTests.bodyLimit + 1)
        return [request("too large", body: text, outcome: .status(413))]
    }

    /// Bodies where none is looked at.
    private var needless: [BadRequest] {
        guard endpoint.method == .get || endpoint.method == .delete else { return [] }
        return ["{", "null", "[1,2,3]", "\u{0}"].map {
            request("a needless body \($0)", absentTarget, body: Array($0.utf8), outcome: .survived)
        }
    }

    var arguments: [BadRequest] {
        guard case .arguments(let arguments) = endpoint.body else { return [] }
        let good = GoodArguments.of(template, endpoint.method)
        let unknown = request("an unknown argument", json: Self.object(good.merging(["nonsense": "1"]) { $1 }))
        let lists = ["[]", "[1]", "[{}]"].map { request("arguments in a list", json: $0) }
        return [unknown] + lists
            + arguments.filter(\.isRequired).map { argument in
                request("without \(argument.name)", json: Self.object(good.filter { $0.key != argument.name }))
            }
            + arguments.flatMap { argument in
                BadValues.values(of: argument.type).map { value in
                    request(
                        "argument \(argument.name)",
                        json: Self.object(good.merging([argument.name: value]) { $1 }))
                }
            }
    }
}

/// Arguments with which a call would be a good one.
enum GoodArguments {
    static func of(_ path: String, _ method: some CustomStringConvertible) -> [String: String] {
        good.first { path.hasSuffix($0.path) }?.arguments ?? [:]
    }

    private static let good: [(path: String, arguments: [String: String])] = [
        ("/states/power", ["target": #""power on""#]), ("/states/provision", ["target": #""manage""#]),
        ("/states/boot_mode", ["target": #""uefi""#]), ("/states/secure_boot", ["target": "true"]),
        ("/states/console", ["enabled": "true"]), ("/management/boot_device", ["boot_device": #""pxe""#]),
        ("/management/indicators/{indicator}", ["state": #""ON""#]),
        ("/heartbeat/{node}", ["callback_url": #""http://192.0.2.1:9999""#, "agent_token": #""secret""#]),
    ]
}
