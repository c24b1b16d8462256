/// Where the fields of Ingot's resources differ from the reference's on purpose, each with the reason.
enum ResourceExceptions {
    struct Exception: Sendable {
        var resource: String
        var field: String
        var aspect: String
        var reason: String
    }

    static let all: [Exception] = [
        .init(
            resource: "conductor", field: "jobs", aspect: "field",
            reason: "an extension, shown only where it is asked for by name"),
        .init(
            resource: "conductor", field: "clock", aspect: "field",
            reason: "an extension, shown only where it is asked for by name"),
    ]

    static func allows(_ difference: ResourceComparison.Difference, of resource: String) -> Bool {
        all.contains {
            $0.resource == resource && $0.field == difference.field && $0.aspect == difference.aspect
        }
    }
}
