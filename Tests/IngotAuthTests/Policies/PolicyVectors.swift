import IngotModel
import Testing

@testable import IngotAuth

/// What the real oslo.policy 6.0.1 answers with the registered rules of ironic 39.0.0.
///
/// For each scenario (settings and overrides) and each rule there is one bit for each caller and each target, callers
/// first; the same for single checks of the language.
struct PolicyVectors {
    struct Scenario: Sendable, CustomTestStringConvertible {
        let settings: PolicySettings
        let overrides: [String: String]
        let answers: [String: [Bool]]

        var testDescription: String {
            "new defaults \(settings.enforcesNewDefaults), services \(settings.servicesProjectName ?? "-"), overrides"
                + " \(overrides.keys.sorted())"
        }
    }

    struct Case: Sendable {
        let caller: Caller
        let target: PolicyTarget
        let name: String
        /// The peer takes an empty owner for the project of a caller who has none; here nothing equals nothing.
        let isEmptyAgainstEmpty: Bool
    }

    let cases: [Case]
    let scenarios: [Scenario]
    let checks: [(text: String, answers: [Bool])]

    static let all = Result { try PolicyVectors() }

    private init() throws {
        let file = try ContractFile.read("policy-vectors")
        let callers = try #require(file["personas"]?.array)
        let targets = try #require(file["targets"]?.array)
        let cases = try callers.flatMap { caller in try targets.map { try Case(caller, $0) } }
        self.cases = cases
        scenarios = try #require(file["scenarios"]?.array).map { scenario in
            var settings = PolicySettings()
            settings.enforcesNewDefaults = scenario["enforcesNewDefaults"] == true
            settings.servicesProjectName = scenario["servicesProjectName"]?.string
            let answers = try #require(scenario["rules"]?.object).mapValues { try Self.bits($0, cases.count) }
            return Scenario(
                settings: settings,
                overrides: try #require(scenario["overrides"]?.object).compactMapValues(\.string), answers: answers)
        }
        checks = try #require(file["checks"]?.object).sorted { $0.key < $1.key }
            .map { ($0.key, try Self.bits($0.value, cases.count)) }
    }

    private static func bits(_ value: JSONValue, _ count: Int) throws -> [Bool] {
        let digits = try #require(value.string).map { $0.hexDigitValue ?? 0 }
        let bits = digits.flatMap { digit in [8, 4, 2, 1].map { digit & $0 != 0 } }
        return Array(bits.prefix(count))
    }
}

extension PolicyVectors.Case {
    init(_ persona: JSONValue, _ row: JSONValue) throws {
        var caller = Caller(strategy: .keystone)
        caller.userID = persona["user_id"]?.string
        caller.userDomainID = persona["user_domain_id"]?.string
        caller.projectID = persona["project_id"]?.string
        caller.projectName = persona["project_name"]?.string
        caller.projectDomainID = persona["project_domain_id"]?.string
        caller.domainID = persona["domain_id"]?.string
        caller.systemScope = persona["system_scope"]?.string
        caller.roles = Set((persona["roles"]?.array ?? []).compactMap(\.string))
        caller.serviceRoles = Set((persona["service_roles"]?.array ?? []).compactMap(\.string))
        caller.isAdministratorProject = persona["is_admin_project"]?.bool ?? true
        caller.isPublic = persona["is_public_api"]?.bool ?? false
        if let service = persona["service_user_id"]?.string {
            caller.service = Caller.Service(
                userID: service, userDomainID: persona["service_user_domain_id"]?.string,
                projectID: persona["service_project_id"]?.string,
                projectDomainID: persona["service_project_domain_id"]?.string)
        }
        let facts = try #require(row["facts"]?.object)
        self.init(
            caller: caller, target: PolicyTarget(facts.compactMapValues(\.string)),
            name: "\(persona["name"]?.string ?? "") and \(row["name"]?.string ?? "")",
            isEmptyAgainstEmpty: facts.contains { $0.key.hasSuffix(".owner") && $0.value.isNull })
    }
}
