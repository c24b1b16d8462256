import IngotModel

@testable import IngotAPI

/// How a route of ours differs from the reference's.
struct RouteComparison {
    /// One difference: what it is about (`since`, `refusal`, `success`, `rules`, or a parameter's name), and how.
    struct Difference: Hashable, CustomStringConvertible {
        var aspect: String
        var description: String
    }

    let route: ContractRoute
    let endpoint: Endpoint

    var differences: [Difference] { gates + rules + parameters }

    private var gates: [Difference] {
        var found: [Difference] = []
        if endpoint.since != route.since {
            found.append(.init(aspect: "since", description: "exists from \(endpoint.since), not \(route.since)"))
        }
        if route.since > 1, endpoint.refusal != route.refusal {
            found.append(
                .init(aspect: "refusal", description: "older clients get \(endpoint.refusal), not \(route.refusal)"))
        }
        let answers = [endpoint.answer.status] + endpoint.answer.alternatives.map(\.status)
        if route.successes != Set(answers) {
            found.append(
                .init(
                    aspect: "success",
                    description:
                        "success is \(answers), not \(route.successes.sorted())"
                ))
        }
        return found
    }

    private var rules: [Difference] {
        let ours = Set(endpoint.access.rules)
        guard ours != route.rules else { return [] }
        let missing = route.rules.subtracting(ours).sorted()
        let added = ours.subtracting(route.rules).sorted()
        return [.init(aspect: "rules", description: "rules lack \(missing), have \(added) instead")]
    }

    private var parameters: [Difference] {
        let query = endpoint.query.map {
            Ours(name: $0.name, since: $0.since, kind: Self.word($0.kind), isRequired: nil)
        }
        guard case .arguments(let arguments) = endpoint.body else { return compare(query, route.query, "query") }
        let ours = arguments.map { Ours(name: $0.name, since: $0.since, kind: nil, isRequired: $0.isRequired) }
        return compare(query, route.query, "query") + compare(ours, route.arguments, "argument")
    }

    private struct Ours {
        var name: String
        var since: Int
        var kind: String?
        var isRequired: Bool?
    }

    private func compare(
        _ ours: [Ours], _ theirs: [String: ContractRoute.Parameter], _ noun: String
    ) -> [Difference] {
        let names = Set(ours.map(\.name))
        let missing = theirs.keys.filter { !names.contains($0) }.sorted().map {
            Difference(aspect: $0, description: "\(noun) '\($0)' is missing")
        }
        return missing
            + ours.flatMap { mine -> [Difference] in
                guard let facts = theirs[mine.name] else {
                    return [.init(aspect: mine.name, description: "\(noun) '\(mine.name)' is not in the contract")]
                }
                return compare(mine, facts, noun)
            }
    }

    private func compare(_ ours: Ours, _ facts: ContractRoute.Parameter, _ noun: String) -> [Difference] {
        var found: [Difference] = []
        func add(_ text: String) {
            found.append(.init(aspect: ours.name, description: "\(noun) '\(ours.name)' \(text)"))
        }
        if max(ours.since, route.since) != max(facts.since, route.since) {
            add("exists from \(ours.since), not \(facts.since)")
        }
        if let isRequired = ours.isRequired, isRequired != facts.isRequired {
            add(isRequired ? "is required" : "is not required")
        }
        if let kind = ours.kind, let wanted = Self.kinds[facts.type], kind != wanted {
            add("is \(kind), not \(wanted)")
        }
        return found
    }

    private static func word(_ kind: QueryParameter.Kind) -> String {
        switch kind {
        case .flag: "flag"
        case .number: "number"
        case .words, .wordsAmong: "words"
        case .text, .uuid, .choice: "text"
        }
    }

    /// The kinds of parameters whose reading differs; the rest is text that the handler checks.
    private static let kinds = ["bool": "flag", "int": "number", "csv": "words"]
}
