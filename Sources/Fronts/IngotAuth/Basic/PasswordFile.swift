/// The users of `http_basic` with the hashes of their passwords: what `htpasswd -B` writes, one `user:hash` a line.
struct PasswordFile: Sendable {
    private let hashes: [String: String]
    /// Hashed for users who are not there, so that the time of an answer does not tell who is.
    let decoy: String

    /// - Throws: ``AuthenticationProblem`` that names the line.
    init(_ bytes: [UInt8]) throws(AuthenticationProblem) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AuthenticationProblem("the file is not UTF-8")
        }
        var hashes: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let entry = line.trimmingWhitespace()
            guard !entry.isEmpty, entry.first != "#" else { continue }
            guard let colon = entry.firstIndex(of: ":"), colon > entry.startIndex else {
                throw AuthenticationProblem("line \(index + 1) is not of the form user:hash")
            }
            let user = String(entry[..<colon])
            let hash = String(entry[entry.index(after: colon)...])
            guard BCrypt.isHash(hash) else {
                throw AuthenticationProblem(
                    "line \(index + 1): only bcrypt hashes are accepted, and that of '\(user)' is none; make it with"
                        + " htpasswd -B")
            }
            // The first line of a user counts, as in the field.
            if hashes[user] == nil { hashes[user] = hash }
        }
        self.hashes = hashes
        decoy = BCrypt.decoy(like: hashes.min { $0.key < $1.key }?.value)
    }

    func hash(of user: String) -> String? { hashes[user] }
}

extension Substring {
    fileprivate func trimmingWhitespace() -> Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
