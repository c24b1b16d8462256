extension PolicyRule {
    /// Rules of what the agent in the ramdisk calls: everybody may, a token of its own guards it.
    static let agents: [PolicyRule] = [
        PolicyRule(
            "baremetal:node:ipa_heartbeat", .everybody, formerly: "rule:public_api", in: .everywhere,
            guards: [.post("/heartbeat/{node_ident}")]),
        PolicyRule(
            "baremetal:driver:ipa_lookup", .everybody, formerly: "rule:public_api", in: .everywhere,
            guards: [.get("/lookup")]),
        PolicyRule(
            "baremetal:driver:ipa_continue_inspection", .everybody, in: .everywhere,
            guards: [.post("/continue_inspection")]),
    ]
}
