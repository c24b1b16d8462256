import IngotModel

/// Which part of a list is asked for, and in which order.
struct Page {
    var limit: Int
    var ascending: Bool
    var sortKey: String?

    static let parameters: [QueryParameter] = [
        .init("marker"), .init("limit"), .init("sort_key"), .init("sort_dir"),
    ]

    /// - Throws: ``APIError`` (400) for a limit below 1 and an unknown direction.
    init(_ query: QueryParameters, maximum: Int) throws {
        limit = maximum
        if let text = query["limit"] {
            guard let number = Int(text), number > 0 else {
                throw APIError.invalid("The query parameter 'limit' must be a whole number above 0, not '\(text)'")
            }
            limit = min(number, maximum)
        }
        switch query["sort_dir"] {
        case nil, "asc": ascending = true
        case "desc": ascending = false
        case let other?:
            throw APIError.invalid("The query parameter 'sort_dir' must be asc or desc, not '\(other)'")
        }
        sortKey = query["sort_key"]
    }

    /// The answer to a list call: at most `limit` of the entries, and where there are more the URL of the next page.
    ///
    /// The link repeats every parameter of the request, so that filters hold on the next page too.
    func answer<Entry>(
        _ name: String, at path: String, _ entries: [Entry], query: QueryParameters, links: LinkBuilder,
        marker: (Entry) -> String, show: (Entry) -> JSONValue
    ) -> JSONValue {
        let shown = entries.prefix(limit)
        var members: [String: JSONValue] = [name: .array(shown.map(show))]
        if entries.count > limit, let last = shown.last {
            var parameters = query.all
            parameters["limit"] = String(limit)
            parameters["marker"] = marker(last)
            let text = parameters.sorted { $0.key < $1.key }
                .map { "\(URLText.encoded($0.key))=\(URLText.encoded($0.value))" }.joined(separator: "&")
            members["next"] = .string("\(links.url(path))?\(text)")
        }
        return .object(members)
    }
}
