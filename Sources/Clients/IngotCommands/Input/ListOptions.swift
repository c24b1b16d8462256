import ArgumentParser

/// What every list of the API understands.
struct ListOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The fields to show, separated by commas.", valueName: "field,…"))
    var fields: [String] = []

    @Flag(help: "Show more of each.")
    var long = false

    @Option(help: "How many at most; all of them by default.")
    var limit: Int?

    @Option(help: ArgumentHelp("Begin after the one with this UUID.", valueName: "uuid"))
    var marker: String?

    @Option(help: ArgumentHelp("The order: a field, and asc or desc.", valueName: "field[:direction]"))
    var sort: String?

    func validate() throws {
        if long, !fields.isEmpty { throw ValidationError("--long and --fields exclude each other.") }
        if let limit, limit < 0 { throw ValidationError("--limit cannot be negative.") }
        if let direction = sortParts.direction, !["asc", "desc"].contains(direction) {
            throw ValidationError("--sort: the direction is asc or desc, not \"\(direction)\".")
        }
    }

    /// The fields that were named, whether by one option or several.
    var namedFields: [String] { fields.flatMap { $0.split(separator: ",").map(String.init) } }

    /// The columns to show.
    func columns(standard: [Column], long: [Column]) -> [Column] {
        if self.long { return long }
        return namedFields.isEmpty ? standard : namedFields.map(Column.init(field:))
    }

    /// The query's part for these options; zero as a limit means all, as with the OpenStack client.
    func query(standard: [Column]) -> [String: String] {
        var query =
            long
            ? ["detail": "true"] : ["fields": columns(standard: standard, long: []).map(\.field).joined(separator: ",")]
        query["limit"] = limit.flatMap { $0 == 0 ? nil : String($0) }
        query["marker"] = marker
        query["sort_key"] = sortParts.key
        query["sort_dir"] = sortParts.direction
        return query
    }

    /// The field that a quiet list prints: the first of the named ones, or the standard identifier.
    func identifier(standard: String) -> String { namedFields.first ?? standard }

    private var sortParts: (key: String?, direction: String?) {
        let parts = (sort ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        return (parts.first, parts.dropFirst().first)
    }
}
