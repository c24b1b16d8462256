import Foundation
import IngotModel

/// The field's facts about states and verbs, copied into the repository.
enum StateContract {
    static let all = load()

    /// What became of a verb in a state on the reference service.
    struct Outcome: Sendable, Hashable {
        var state: ProvisionState
        var target: ProvisionState?
    }

    /// Nil where the verb was refused.
    static func outcome(of verb: Verb, from state: ProvisionState) -> Outcome? {
        guard let told = all["verbs"]?[verb.rawValue]?["accepted_with_fake_hardware"]?[state.rawValue],
            let end = told["settles_in"]?.string.flatMap(ProvisionState.init)
        else { return nil }
        return Outcome(state: end, target: told["target"]?.string.flatMap(ProvisionState.init))
    }

    /// The states of a set that conductors heed.
    static func states(_ name: String, in group: String = "conductor_sets") -> Set<ProvisionState> {
        Set((all[group]?[name]?.array ?? []).compactMap(\.string).compactMap(ProvisionState.init))
    }

    private static func load() -> JSONValue {
        guard let url = Bundle.module.url(forResource: "states", withExtension: "json", subdirectory: "Contract"),
            let data = try? Data(contentsOf: url), let value = try? JSONValue.parse(data)
        else { return .null }
        return value
    }
}
