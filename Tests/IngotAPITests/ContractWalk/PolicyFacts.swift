import IngotModel
import Testing

/// The names of the reference's policy rules.
enum PolicyFacts {
    /// Rules that no route declares, as they decide about parts of an answer or of a call.
    static let askedWithin = [
        "baremetal:node:get:filter_threshold": "what of a node is shown",
        "baremetal:node:get:last_error": "what of a node is shown",
        "baremetal:node:get:reservation": "what of a node is shown",
        "baremetal:node:get:driver_internal_info": "what of a node is shown",
        "baremetal:node:get:driver_info": "what of a node is shown",
        "baremetal:node:update_owner_provisioned": "whether a node in use may change hands",
        "baremetal:runbook:use": "whether a verb may run a runbook",
        "baremetal:inspection_rule:list_all": "registered by the reference, asked by nothing",
        "baremetal:node:ipa_heartbeat": "open to everybody",
        "baremetal:driver:ipa_lookup": "open to everybody",
        "baremetal:driver:ipa_continue_inspection": "open to everybody",
    ]

    static func names() throws -> Set<String> { Set(try rules().compactMap { $0["name"]?.string }) }

    /// Rules that are told to guard an operation.
    static func guarding() throws -> Set<String> {
        Set(try rules().filter { $0["operations"]?.array?.isEmpty == false }.compactMap { $0["name"]?.string })
    }

    private static func rules() throws -> [JSONValue] { try #require(Contract.policies["rules"]?.array) }
}
