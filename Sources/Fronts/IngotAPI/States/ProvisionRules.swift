/// The policy's rules about verbs.
enum ProvisionRules {
    static let verb = "baremetal:node:set_provision_state"
    static let cleanSteps = "\(verb):clean_steps"
    static let serviceSteps = "\(verb):service_steps"

    static let all = [verb, cleanSteps, serviceSteps]
}
