/// The right side of a check: a text in which `%(name)s` stands for a fact of the target or of the caller.
enum PolicyPattern: Sendable, Hashable {
    case text(String)
    /// Exactly one fact and nothing else, which is what nearly all checks have.
    case fact(Fact)
    case pieces([Piece])

    /// A name in a pattern.
    struct Fact: Sendable, Hashable {
        let name: String
        /// Set where the name is also one of the caller's, for targets that say nothing of it.
        let attribute: CallerAttribute?

        init(_ name: String) {
            self.name = name
            attribute = CallerAttribute(rawValue: name)
        }

        func value(_ caller: Caller, _ target: PolicyTarget) -> String? {
            target[name] ?? attribute?.value(of: caller)
        }
    }

    enum Piece: Sendable, Hashable {
        case text(String)
        case fact(Fact)
    }

    /// What the pattern says of this caller and target; nil where one of its facts is empty or missing.
    func text(_ caller: Caller, _ target: PolicyTarget) -> String? {
        switch self {
        case .text(let text): return text
        case .fact(let fact): return fact.value(caller, target)
        case .pieces(let pieces):
            var text = ""
            for piece in pieces {
                switch piece {
                case .text(let part): text += part
                case .fact(let fact):
                    guard let value = fact.value(caller, target) else { return nil }
                    text += value
                }
            }
            return text
        }
    }

    /// The pattern with the facts that never change put in.
    func filled(with constants: [String: String]) -> PolicyPattern {
        switch self {
        case .text: self
        case .fact(let fact): constants[fact.name].map { .text($0) } ?? self
        case .pieces(let pieces):
            .pieces(
                pieces.map { piece in
                    guard case .fact(let fact) = piece, let value = constants[fact.name] else { return piece }
                    return .text(value)
                })
        }
    }
}

extension PolicyPattern: CustomStringConvertible {
    var description: String {
        switch self {
        case .text(let text): text
        case .fact(let fact): "%(\(fact.name))s"
        case .pieces(let pieces):
            pieces.map { piece in
                switch piece {
                case .text(let text): text
                case .fact(let fact): "%(\(fact.name))s"
                }
            }.joined()
        }
    }
}
