import IngotModel

extension IngotClient {
    /// Lists a collection, page after page, until `limit` of the query or the end is reached.
    ///
    /// The following page is asked for by the marker in the service's `next` link and with the query of the caller:
    /// the link itself drops most filters (ironic 39.0.0 does).
    func list(_ collection: String, at path: [String], query: [String: String]) async throws -> [Resource] {
        var query = query
        let wanted = query["limit"].flatMap(Int.init) ?? .max
        var found: [Resource] = []
        while true {
            let page = try await send(Call("GET", path, query: query))
            found += (page[collection]?.array ?? []).map(Resource.init)
            guard found.count < wanted, let marker = page["next"]?.string.flatMap(Self.marker(in:)),
                marker != query["marker"]
            else { return Array(found.prefix(wanted)) }
            query["marker"] = marker
        }
    }

    private static func marker(in link: String) -> String? {
        guard let query = link.split(separator: "?", maxSplits: 1).dropFirst().first else { return nil }
        return query.split(separator: "&").first { $0.hasPrefix("marker=") }.map { String($0.dropFirst(7)) }
    }
}
