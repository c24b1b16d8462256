/// Reads the language of policies.
///
/// Words are separated by white space, with parentheses at their ends; `not` binds closer than `and`, and `and` closer
/// than `or`. The empty text means that everybody may.
struct PolicyParser {
    /// A text that is not in the language; the reason completes "the check … cannot be read: ".
    struct Problem: Error, Hashable {
        let reason: String
    }

    private enum Token: Hashable {
        case open, close, and, or, not
        case check(PolicyCheck)
    }

    private var tokens: ArraySlice<Token>

    static func read(_ text: String) throws(Problem) -> PolicyCheck {
        let tokens = try tokens(of: text)
        guard !tokens.isEmpty else { return .always }
        var parser = PolicyParser(tokens: tokens[...])
        let check = try parser.alternatives()
        if let rest = parser.tokens.first {
            throw Problem(
                reason: rest == .close
                    ? "a parenthesis is closed that was never opened" : "'and' or 'or' is missing between two checks")
        }
        return check
    }

    private mutating func alternatives() throws(Problem) -> PolicyCheck {
        var checks = [try conjunction()]
        while tokens.first == .or {
            tokens.removeFirst()
            checks.append(try conjunction())
        }
        return checks.count == 1 ? checks[0] : .any(checks)
    }

    private mutating func conjunction() throws(Problem) -> PolicyCheck {
        var checks = [try negation()]
        while tokens.first == .and {
            tokens.removeFirst()
            checks.append(try negation())
        }
        return checks.count == 1 ? checks[0] : .all(checks)
    }

    private mutating func negation() throws(Problem) -> PolicyCheck {
        var isNegated = false
        while tokens.first == .not {
            tokens.removeFirst()
            isNegated.toggle()
        }
        let check = try operand()
        return isNegated ? .not(check) : check
    }

    private mutating func operand() throws(Problem) -> PolicyCheck {
        switch tokens.popFirst() {
        case .check(let check): return check
        case .open:
            let check = try alternatives()
            guard tokens.popFirst() == .close else { throw Problem(reason: "a parenthesis is not closed") }
            return check
        case .and, .or: throw Problem(reason: "there is nothing on the left of an 'and' or 'or'")
        case .close: throw Problem(reason: "there is nothing before a closing parenthesis")
        case .not, nil: throw Problem(reason: "it ends where a check is expected")
        }
    }
}

extension PolicyParser {
    private static func tokens(of text: String) throws(Problem) -> [Token] {
        var tokens: [Token] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            let opened = word.drop { $0 == "(" }
            tokens += Array(repeating: .open, count: word.count - opened.count)
            var core = opened
            while core.last == ")" { core.removeLast() }
            if !core.isEmpty { tokens.append(try token(core)) }
            tokens += Array(repeating: .close, count: opened.count - core.count)
        }
        return tokens
    }

    private static func token(_ word: Substring) throws(Problem) -> Token {
        switch word.lowercased() {
        case "and": .and
        case "or": .or
        case "not": .not
        default: .check(try check(word))
        }
    }

    /// One `left:right`, or one of the two that stand alone.
    private static func check(_ word: Substring) throws(Problem) -> PolicyCheck {
        if word == "@" { return .always }
        if word == "!" { return .never }
        guard let colon = word.firstIndex(of: ":") else {
            throw Problem(reason: "'\(word)' is not a check such as role:reader or project_id:%(node.owner)s")
        }
        let kind = String(word[..<colon])
        let match = word[word.index(after: colon)...]
        switch kind {
        case "rule": return .rule(String(match))
        case "http", "https": throw Problem(reason: "checks by another server ('\(word)') are not supported")
        case "role": return .role(try pattern(match))
        default: break
        }
        if let literal = literal(kind) { return .literal(literal, try pattern(match)) }
        guard let attribute = CallerAttribute(rawValue: kind) else { return .unknown(kind, try pattern(match)) }
        return .attribute(attribute, try pattern(match))
    }

    /// A left side that means itself: a text in quotes, a number, or one of Python's three constants.
    private static func literal(_ kind: String) -> String? {
        for quote in ["'", "\""] where kind.count >= 2 && kind.hasPrefix(quote) && kind.hasSuffix(quote) {
            return String(kind.dropFirst().dropLast())
        }
        if ["True", "False", "None"].contains(kind) { return kind }
        return Int(kind).map(String.init)
    }

    private static func pattern(_ text: Substring) throws(Problem) -> PolicyPattern {
        var pieces: [PolicyPattern.Piece] = []
        var plain = ""
        var rest = text
        while let percent = rest.firstIndex(of: "%") {
            plain += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            if rest.first == "%" {
                plain += "%"
                rest.removeFirst()
                continue
            }
            guard rest.first == "(", let end = rest.firstIndex(of: ")"),
                rest[rest.index(after: end)...].first == "s"
            else { throw Problem(reason: "'\(text)' has a '%' that does not begin a %(name)s") }
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
            pieces.append(.fact(PolicyPattern.Fact(String(rest[rest.index(after: rest.startIndex)..<end]))))
            rest = rest[rest.index(end, offsetBy: 2)...]
        }
        plain += rest
        if pieces.isEmpty { return .text(plain) }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        if pieces.count == 1, case .fact(let fact) = pieces[0] { return .fact(fact) }
        return .pieces(pieces)
    }
}
