import HTTPTypes
import IngotContracts
import IngotModel
import Testing

@testable import IngotAPI

/// Holds every gate that the list of microversions tells against what Ingot declares and answers.
struct MicroversionWalkTests {
    struct Version: Sendable, CustomTestStringConvertible {
        let minor: Int
        let facts: JSONValue

        var testDescription: String { "1.\(minor)" }

        func words(_ name: String) -> [String] { (facts[name]?.array ?? []).compactMap(\.string) }

        static let all = (Contract.microversions["versions"]?.array ?? []).compactMap { facts -> Version? in
            guard let minor = facts["version"]?.string?.split(separator: ".").last.flatMap({ Int($0) }) else {
                return nil
            }
            return Version(minor: minor, facts: facts)
        }
    }

    private let index: EndpointIndex

    init() throws { index = try EndpointIndex() }

    @Test func `all versions are there`() {
        #expect(Version.all.map(\.minor) == Array(1...Microversion.newest.minor))
    }

    @Test(arguments: Version.all)
    func `what a version brought exists from it`(version: Version) {
        let found =
            version.words("routes").compactMap { routeProblem($0, version.minor) }
            + version.words("params").compactMap { parameterProblem($0, version.minor) }
            + version.words("response_fields").compactMap { fieldProblem($0, version.minor) }
            + version.words("verbs").compactMap { verbProblem($0, version.minor) }
        #expect(found.isEmpty, "\(found.map { "\n1.\(version.minor): \($0)" }.joined())")
    }

    @Test(arguments: Version.all.filter { $0.words("response_fields").contains { $0.hasPrefix("v1 root.") } })
    func `the root document links to what a version knows`(version: Version) async throws {
        try await APIFixture.run { api in
            let before = try await api.get("/v1", version: max(version.minor - 1, 1))
            let since = try await api.get("/v1", version: version.minor)
            for word in version.words("response_fields") where word.hasPrefix("v1 root.") {
                let name = String(word.dropFirst(8))
                #expect(before.json[name] == nil, "1.\(version.minor - 1) links to \(name)")
                #expect(since.json[name]?[0]?["rel"] == "self", "1.\(version.minor) has no link to \(name)")
            }
        }
    }

    private func routeProblem(_ word: String, _ minor: Int) -> String? {
        let parts = word.split(separator: " ").map(String.init)
        let key = ContractRoute.key(parts[0], parts[1])
        guard let endpoint = index[key] else { return "missing route \(word)" }
        return endpoint.since == minor ? nil : "\(word) exists from \(endpoint.since)"
    }

    /// `GET /v1/nodes ?owner`, or `PUT … disable_ramdisk (target clean)`.
    private func parameterProblem(_ word: String, _ minor: Int) -> String? {
        let parts = word.split(separator: " ").map(String.init)
        let key = ContractRoute.key(parts[0], parts[1])
        let name = parts[2].hasPrefix("?") ? String(parts[2].dropFirst()) : parts[2]
        guard let endpoint = index[key] else { return "missing route \(word)" }
        let sinces = endpoint.query.filter { $0.name == name }.map(\.since) + arguments(endpoint, name)
        guard let since = sinces.first else { return "\(word) is missing" }
        if parts.count > 3 { return since <= minor ? nil : "\(word) exists from \(since)" }
        return max(since, endpoint.since) == minor ? nil : "\(word) exists from \(since)"
    }

    private func arguments(_ endpoint: Endpoint, _ name: String) -> [Int] {
        guard case .arguments(let arguments) = endpoint.body else { return [] }
        return arguments.filter { $0.name == name }.map(\.since)
    }

    /// `node.owner`; the root document's are asked of the running API.
    private func fieldProblem(_ word: String, _ minor: Int) -> String? {
        let parts = word.split(separator: ".").map(String.init)
        guard parts[0] != "v1 root", word != "node.events" else { return nil }
        if parts[0] == "node_states" {
            return NodeFields.table[parts[1]]?.since == minor ? nil : "\(word) is gated otherwise"
        }
        guard let facts = ResourceFacts.all.first(where: { $0.name == parts[0] }),
            let schema = index.schema(shownBy: facts.shownBy)
        else { return "missing resource \(word)" }
        guard let field = schema.fields.first(where: { $0.name == parts[1] }) else { return "missing field \(word)" }
        return field.since == minor ? nil : "\(word) exists from \(field.since)"
    }

    /// `clean`, or `abort in inspect wait`, which is the verb in one state.
    private func verbProblem(_ word: String, _ minor: Int) -> String? {
        let name = String(word.prefix { $0 != " " })
        guard let verb = Verb(rawValue: name) else { return "missing verb \(name)" }
        if name != word { return verb.minimumMinor <= minor ? nil : "\(word) exists from \(verb.minimumMinor)" }
        return verb.minimumMinor == minor ? nil : "\(word) exists from \(verb.minimumMinor)"
    }
}
