import IngotContracts
import IngotModel

/// The headers of requests and answers, declared once and referred to by every operation.
enum OpenAPIHeaders {
    /// What every answer has.
    static let everywhere = [
        Microversion.Header.version, Microversion.Header.minimum, Microversion.Header.maximum, "X-Openstack-Request-Id",
    ]

    static func references(_ names: [String]) -> JSONValue {
        .object(
            Dictionary(
                names.map { ($0, ["$ref": .string("#/components/headers/\($0)")]) }, uniquingKeysWith: { $1 }))
    }

    static let components: JSONValue = .object([
        Microversion.Header.version: header("The API version that the answer speaks.", version),
        Microversion.Header.minimum: header("The oldest API version that is served.", version),
        Microversion.Header.maximum: header("The newest API version that is served.", version),
        "X-Openstack-Request-Id": header(
            "The request's identifier, as logs and timelines have it.", ["type": "string", "pattern": "^req-"]),
        "ETag": header(
            "The revision that the answer shows (RFC 9110, section 8.8.3).",
            ["type": "string", "pattern": "^(W/)?\"[^\"]*\"$"]),
        "Location": header("Where the thing is.", ["type": "string", "format": "uri"]),
        "Retry-After": header("After how many seconds to try again.", ["type": "string", "pattern": "^[0-9]+$"]),
    ])

    /// What callers may send with any request.
    static let versionParameters: [JSONValue] = ["OwnVersion", "ServiceVersion"].map(parameter)

    static func parameter(_ name: String) -> JSONValue { ["$ref": .string("#/components/parameters/\(name)")] }

    static let parameters: JSONValue = [
        "OwnVersion": request(
            Microversion.Header.version,
            "The API version that the caller speaks: `1.N` or `latest`; without it the oldest.",
            ["type": "string", "pattern": .string("^(latest|\(numbers))$")]),
        "ServiceVersion": request(
            Microversion.Header.service,
            "The same in the form of all OpenStack services, `\(Microversion.Header.serviceType) 1.N`, perhaps beside those"
                + " of other services; goes before the service's own header.", ["type": "string"]),
        "IfMatch": request(
            "If-Match", "The change is made only to one of these revisions (RFC 9110, section 13.1.1).", entityTags),
        "IfNoneMatch": request(
            "If-None-Match", "One of these revisions need not be sent again (RFC 9110, section 13.1.2).", entityTags),
        "LastEventID": request(
            "Last-Event-ID", "The last event that the caller has seen.",
            ["type": "string", "pattern": "^[0-9]{1,18}$"]),
    ]

    /// Any text is taken, as what is no tag matches nothing.
    private static let entityTags: JSONValue = [
        "type": "string", "examples": [#""7.hoj3kyqohu-cbf29ce484222325""#, "*"],
    ]

    private static let version: JSONValue = ["type": "string", "pattern": #"^1\.[0-9]+$"#]

    /// `1.N` from the oldest to the newest.
    private static let numbers: String = {
        let minors = (Microversion.oldest.minor...Microversion.newest.minor).map(String.init)
        return "1\\.(\(minors.joined(separator: "|")))"
    }()

    private static func header(_ text: String, _ schema: JSONValue) -> JSONValue {
        ["description": .string(text), "schema": schema]
    }

    private static func request(_ name: String, _ text: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "header", "required": false, "description": .string(text), "schema": schema]
    }
}
