import IngotModel
import Testing

@testable import IngotAPI

/// Holds the operators of inspection rules and their arguments against the contract.
struct RuleSignatureTests {
    @Test(arguments: [("condition_ops", RuleSignature.conditions), ("action_ops", RuleSignature.actions)])
    func `operators take the arguments of the contract`(member: String, ours: [String: RuleSignature]) throws {
        let theirs = try #require(Contract.member(Contract.resources, "resources", "inspection_rule", member).object)
        #expect(Set(ours.keys) == Set(theirs.keys))
        for (name, facts) in theirs {
            #expect(ours[name]?.required == facts["required"]?.array?.compactMap(\.string), "\(name)")
            #expect(ours[name]?.optional == facts["optional"]?.array?.compactMap(\.string), "\(name)")
        }
    }
}
