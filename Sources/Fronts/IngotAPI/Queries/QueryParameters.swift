import Hummingbird
import IngotContracts
import IngotModel

/// The query part of a URL, decoded.
///
/// A parameter that is given more than once has several values: they are all of a list, and refused where one value is
/// wanted (peer: ironic's `args` does the same).
struct QueryParameters {
    /// The values of each parameter, in the caller's order.
    private(set) var all: [String: [String]] = [:]

    init() {}

    /// - Throws: ``APIError`` (400) for broken escapes, invalid UTF-8 and NUL characters.
    init(_ request: Request) throws {
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.compactMap { part in
                URLText.decoded(String(part.map { $0 == "+" ? " " : $0 }))
            }
            guard decoded.count == parts.count, let name = decoded.first,
                !decoded.contains(where: { $0.contains("\0") })
            else { throw APIError.invalid("The query '\(pair)' is not valid percent-encoded UTF-8 text") }
            all[name, default: []].append(decoded.count > 1 ? decoded[1] : "")
        }
    }

    /// - Throws: ``APIError``: 400 for a name that is not in `known`, 406 for one that is newer than the version.
    init(_ request: Request, known: [QueryParameter], version: Microversion) throws {
        try self.init(request)
        try check(known, version)
    }

    /// Parameters that came in another way, checked as those of a URL are.
    init(_ values: [String: String], known: [QueryParameter], version: Microversion) throws {
        all = values.mapValues { [$0] }
        try check(known, version)
    }

    private func check(_ known: [QueryParameter], _ version: Microversion) throws {
        for name in all.keys.sorted() {
            guard let parameter = known.first(where: { $0.name == name }) else {
                let names = known.map(\.name).sorted().joined(separator: ", ")
                throw APIError.invalid("Unknown query parameter '\(name)'; known: \(names)", code: "unknown_argument")
            }
            guard version.knows(since: parameter.since) else {
                if let refusal = parameter.refusal { throw refusal }
                throw APIError.tooNew("The query parameter '\(name)'", since: parameter.since, for: version)
            }
            guard parameter.kind.isList || all[name]?.count == 1 else {
                throw APIError.invalid("The query parameter '\(name)' is given more than once, and takes one value")
            }
            switch parameter.kind {
            case .flag: _ = try flag(name)
            case .uuid: _ = try identifier(name, of: Never.self)
            case .text, .number, .words, .wordsAmong, .choice: break
            }
        }
    }

    /// The parameter's value; of a list, the first.
    subscript(name: String) -> String? { all[name]?.first }

    func flag(_ name: String) throws -> Bool? {
        guard let text = self[name] else { return nil }
        guard let flag = JSONValue.string(text).flag else {
            throw APIError.invalid("The query parameter '\(name)' must be true or false, not '\(text)'")
        }
        return flag
    }

    func identifier<Entity>(_ name: String, of: Entity.Type) throws -> Identifier<Entity>? {
        guard let text = self[name] else { return nil }
        guard let identifier = Identifier<Entity>(text) else {
            throw APIError.invalid("The query parameter '\(name)' must be a UUID, not '\(text)'")
        }
        return identifier
    }

    /// The values of a parameter that may be repeated and may hold several with commas between them; nil for none.
    func list(_ name: String) -> [String]? {
        let values = (all[name] ?? []).flatMap { $0.split(separator: ",") }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
        return values.isEmpty ? nil : values
    }

    /// Comma-separated words: trimmed, in lower case, each once; a parameter that is repeated names more of them.
    func words(_ name: String) -> [String]? {
        guard let texts = all[name] else { return nil }
        var seen: Set<String> = []
        return texts.flatMap { $0.split(separator: ",") }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

/// A query parameter of a route: its name, kind and the version from which it exists.
struct QueryParameter: Sendable {
    enum Kind: Sendable, Hashable {
        case text, flag, uuid
        /// A whole number above 0.
        case number
        /// Words with commas between them.
        case words
        /// As ``words``, each one of these.
        case wordsAmong([String])
        /// One of these words.
        case choice([String])

        var isList: Bool {
            switch self {
            case .words, .wordsAmong: true
            default: false
            }
        }
    }

    let name: String
    let kind: Kind
    let since: Int
    /// What older clients are told, where it is not the usual 406.
    let refusal: APIError?

    init(_ name: String, _ kind: Kind = .text, since: Int = 1, refusal: APIError? = nil) {
        self.name = name
        self.kind = kind
        self.since = since
        self.refusal = refusal
    }
}
