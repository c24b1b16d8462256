@testable import IngotAPI

/// Paths and headers.
extension BadInputCorpus {
    /// What no reference can be, as it is sent.
    private static let references: [(flaw: String, text: String)] = [
        ("a NUL", "%00"), ("a NUL after a name", "oak%00"), ("invalid UTF-8", "%ff"), ("an overlong slash", "%c0%af"),
        ("an encoded surrogate", "%ed%a0%80"), ("half an escape", "%f"), ("no escape", "%zz"), ("a bare percent", "%"),
        ("a way up", "%2e%2e"), ("a path within", "..%2f..%2fetc%2fpasswd"), ("a slash", "oak%2fstates"),
        ("a line break", "oak%0d%0aX-Evil:%201"), ("SQL", "x'%20OR%20'1'='1"), ("a pattern", "%25"), ("a star", "*"),
        ("a space", "%20"), ("a number too large", "99999999999999999999"), ("a UUID of nothing", SampleWorld.absent),
        ("nearly a UUID", "5c1f0e6e-6c2c-4a3f-9d4a-00000000000g"), ("a UUID in braces", "%7b\(SampleWorld.absent)%7d"),
        ("far too long", String(repeating: "x", count: 5000)), ("another script", "%E6%9C%A8"),
        ("a template", "%7b%7b7*7%7d%7d"), ("null", "null"), ("a suffix", "nothing.json"),
    ]

    var paths: [BadRequest] {
        (0..<parameterCount).flatMap { number in
            Self.references.map { reference in
                // Below the first parameter a name may be a good one, such as that of a trait to take away.
                request(
                    "path: \(reference.flaw)", path(replacing: number, with: reference.text),
                    outcome: number == 0 ? .refused : .survived)
            }
        }
    }

    /// What stands before all routes is tried on those that show something.
    var headers: [BadRequest] {
        guard endpoint.method == .get, parameterCount < 2 else { return conditions }
        return versions.map { version in
            var request = request(
                "version: \(version.prefix(20))", absentTarget, headers: ["X-OpenStack-Ironic-API-Version": version],
                outcome: .status(406))
            request.version = nil
            return request
        } + accepts + oddHeaders
    }

    private var versions: [String] {
        [
            "1.116", "1.0", "0.1", "2.1", "-1.1", "1.-1", "1.", ".1", "1", "1.1.1", "one", "1,1", "0x1.1", "1.1e1",
            "1.99999999999999999999", "99999999999999999999.1", "latest latest", "1.١",
            String(repeating: "1", count: 2000),
        ]
    }

    private var accepts: [BadRequest] {
        guard template.hasPrefix("/v1") else { return [] }
        return ["text/html", "application/xml", "application/jso", "garbage", ";;;", "application/json/x"].map {
            request("accepts \($0)", absentTarget, headers: ["Accept": $0], outcome: .status(406))
        }
    }

    /// Conditions that do not hold, on whatever has entity tags.
    private var conditions: [BadRequest] {
        guard hasTags else { return [] }
        return [#""999999""#, "garbage", #"W/"1""#, #"""#, ",", #""1"#, String(repeating: "\"x\", ", count: 500)].map {
            request(
                "if-match \($0.prefix(20))", body: endpoint.method == .patch ? Array("[]".utf8) : nil,
                headers: ["If-Match": $0], outcome: .status(412))
        }
    }

    private var hasTags: Bool {
        guard endpoint.method == .patch || endpoint.method == .delete else { return false }
        return parameterCount == 1 && template.hasSuffix("}") && world.references[collection] != nil
            && SampleWorld.collections.contains { $0.path == collection }
    }

    private var oddHeaders: [BadRequest] {
        let odd: [(String, String)] = [
            ("X-OpenStack-Request-ID", "req-' OR 1=1"), ("X-OpenStack-Request-ID", String(repeating: "x", count: 8000)),
            ("X-Auth-Token", "%00%ff"), ("X-Forwarded-Host", "evil.example"), ("Range", "bytes=9-1"),
            ("OpenStack-API-Version", "baremetal"), ("OpenStack-API-Version", "baremetal 1.1, baremetal 1.50"),
            ("If-None-Match", "\""), ("Content-Encoding", "gzip"), ("Expect", "something"), ("Cookie", "\u{7f}"),
        ]
        return odd.map { name, value in
            request("header \(name)", absentTarget, headers: [name: value], outcome: .survived)
        }
    }
}
