import Hummingbird
import IngotModel

/// Which part of a list is asked for, and in which order.
struct Page {
    var limit: Int
    var ascending: Bool
    var sortKey: String?
    /// The last entry of the page before.
    var marker: String?

    /// The parameters of lists of such resources.
    static func parameters(of schema: ResourceSchema) -> [QueryParameter] {
        [
            .init("marker"), .init("limit", .number), .init("sort_key", .choice(schema.sortKeys)),
            .init("sort_dir", .choice(["asc", "desc"])),
        ]
    }

    /// - Throws: ``APIError`` (400) for a limit below 1 and an unknown direction.
    init(_ query: QueryParameters, maximum: Int) throws {
        limit = try query["limit"].map { try Self.limit($0, maximum: maximum) } ?? maximum
        switch query["sort_dir"] {
        case nil, "asc": ascending = true
        case "desc": ascending = false
        case let other?:
            throw APIError.invalid("The query parameter 'sort_dir' must be asc or desc, not '\(other)'")
        }
        // Clients that leave it empty mean the usual order.
        sortKey = query["sort_key"].flatMap { $0.isEmpty ? nil : $0 }
        marker = query["marker"]
    }

    /// However large a number is, it is one; lists have their maximum all the same.
    private static func limit(_ text: String, maximum: Int) throws -> Int {
        let isLarge = text.utf8.count > 18 && text.utf8.allSatisfy { 48...57 ~= $0 }
        guard let number = isLarge ? maximum : Int(text), number > 0 else {
            throw APIError.invalid("The query parameter 'limit' must be a whole number above 0, not '\(text)'")
        }
        return min(number, maximum)
    }

    /// The answer to a list call, with the URL of the next page where there is one.
    ///
    /// The link repeats every parameter of the request, so that filters hold on the next page too.
    func answer<Entry>(
        _ name: String, at path: String, _ entries: [Entry], hasMore: Bool, query: QueryParameters, links: LinkBuilder,
        marker: (Entry) -> String, bytes: (Entry) -> [UInt8]
    ) -> Response {
        var pieces = [Array("{\"\(name)\":[".utf8)]
        pieces.reserveCapacity(2 * entries.count + 2)
        for (index, entry) in entries.enumerated() {
            if index > 0 { pieces.append(Self.comma) }
            pieces.append(bytes(entry))
        }
        var closing = Array("]".utf8)
        if hasMore, let last = entries.last {
            let link = next(at: path, after: marker(last), query: query, links: links)
            closing.append(contentsOf: ",\"next\":".utf8)
            JSONValue.string(link).write(to: &closing)
        }
        closing.append(UInt8(ascii: "}"))
        return .json(pieces: pieces + [closing])
    }

    private static let comma = Array(",".utf8)

    private func next(at path: String, after marker: String, query: QueryParameters, links: LinkBuilder) -> String {
        var parameters = query.all
        parameters["limit"] = [String(limit)]
        parameters["marker"] = [marker]
        let text = parameters.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "\(URLText.encoded(name))=\(URLText.encoded($0))" }
        }.joined(separator: "&")
        return "\(links.url(path))?\(text)"
    }
}
