/// Where the fields of Ingot's resources differ from the reference's on purpose, each with the reason.
enum ResourceExceptions {
    struct Exception: Sendable {
        var resource: String
        var field: String
        var aspect: String
        var reason: String
    }

    static let all: [Exception] = []

    static func allows(_ difference: ResourceComparison.Difference, of resource: String) -> Bool {
        all.contains {
            $0.resource == resource && $0.field == difference.field && $0.aspect == difference.aspect
        }
    }
}
