/// Every code that refusals carry, with what it means: written down once, so that callers can rely on them, and none is
/// made up in passing.
///
/// A code never changes its meaning and is never taken back. Besides those below there are families: `…_not_found` for
/// each kind of thing, `duplicate_…` for each field that must be unique, `http_…` for what the transport refuses.
enum ErrorCode {
    static let meanings: [String: String] = Dictionary(
        (requests + access + objects + nodes + hardware + server).map { ($0.code, $0.meaning) },
        uniquingKeysWith: { $1 })

    typealias Entry = (code: String, meaning: String)

    /// What is wrong with a request, whatever it is about.
    static let requests: [Entry] = [
        ("invalid", "Something in the request is wrong; the message says what."),
        ("invalid_json", "The body is not JSON."),
        ("body_missing", "The route needs a body."),
        ("unexpected_body", "The route takes no body."),
        ("body_too_large", "The body is larger than the route takes."),
        ("body_overdue", "The body did not come whole in its time."),
        ("body_too_deep", "The body is nested deeper than allowed."),
        ("form_body", "The body is a form, not JSON."),
        ("argument_missing", "An argument that must be there is not."),
        ("unknown_argument", "An argument or query parameter that the route does not know."),
        ("field_missing", "A field without which nothing can be created."),
        ("field_required", "A field that must have a value cannot be removed."),
        ("unknown_field", "A field that the resource does not have, or that cannot be given for a new one."),
        ("not_patchable", "A field that cannot be patched."),
        ("too_many_operations", "A patch has more operations than allowed."),
        ("patch_failed", "A path of the patch leads to nothing."),
        ("uuid_is_final", "The UUID cannot be changed."),
        ("invalid_uuid", "A text that must be a UUID is none."),
        ("invalid_mac", "A text that must be a MAC address is none."),
        ("invalid_sort_key", "The list cannot be sorted by that."),
        ("invalid_path", "The path of a file is not valid."),
        ("malformed_uri", "The resource is found elsewhere; the message says where."),
        ("malformed_indicator", "An indicator is named indicator@component."),
        ("unknown_event", "An external event that is not known."),
        ("too_many_items", "A bulk call names more nodes than allowed."),
        ("operation_not_permitted", "Parameters that exclude each other."),
        ("no_route", "The path is not part of the API."),
        ("malformed_request", "What was sent is no well-formed HTTP request."),
        ("method_unknown", "The method is none that is known."),
        ("target_too_long", "The URL is longer than allowed."),
        ("head_too_large", "The headers are more or longer than allowed."),
        ("expectation_unknown", "The header Expect has something else than 100-continue."),
        ("metrics_not_served", "Nothing is served at /metrics, as the settings want it."),
        ("method_not_allowed", "The method is not possible here; the header Allow has those that are."),
        (
            "not_acceptable",
            "The version is too old for something that the request names, or Accept rules out the answer."
        ),
        ("route_too_new", "The version is too old for the route."),
        ("version_not_acceptable", "The version cannot be read, or is not served."),
        ("precondition_failed", "If-Match or If-None-Match does not hold: the resource was changed."),
    ]

    /// Who may do what.
    static let access: [Entry] = [
        ("unauthorized", "The caller is not known: no credentials, or wrong ones."),
        ("invalid_authorization", "The Authorization header cannot be read."),
        ("not_authorized", "A rule of the policy does not allow it; GET /v1/whoami tells which."),
        ("identity_unavailable", "The Identity service does not answer."),
        ("authentication_busy", "Too many passwords are being checked."),
        ("ramdisks_disabled", "Lookup and heartbeat are switched off."),
        ("token_missing", "The heartbeat carries no token."),
        ("token_mismatch", "The heartbeat carries the token of somebody else."),
        ("invalid_callback_url", "The address of an agent is no http or https URL."),
        ("callback_url_changed", "The agent has another address than before."),
        ("certificate_changed", "The agent has another certificate than before."),
        ("agent_version_missing", "The heartbeat carries no version of the agent."),
        ("incomplete_lookup", "Nothing in the request tells which node it is about."),
    ]

    /// What stands against a change of a resource.
    static let objects: [Entry] = [
        ("conflict", "Somebody else changed the same object meanwhile."),
        ("parent_not_found", "The parent node is not there."),
        ("parent_owner_differs", "A node and its parent must have the same owner."),
        ("parent_is_descendant", "A node cannot be above itself."),
        ("parent_too_deep", "Too many generations of nodes would stand above one another."),
        ("masked_secret", "The mask that stands for a secret was written where there is none to keep."),
        ("chassis_not_empty", "The chassis has nodes."),
        ("portgroup_not_empty", "The port group has ports."),
        ("port_in_portgroup", "What is to be changed belongs to the port group of the port."),
        ("physical_network_differs", "A port and its port group must be on one physical network."),
        ("standalone_ports_in_use", "A port of the port group is used alone."),
        ("standalone_ports_not_supported", "The port group supports no ports that are used alone."),
        ("vif_attached", "A VIF is attached."),
        ("invalid_trait", "A text that cannot be a trait."),
        ("too_many_traits", "More traits than one resource may have."),
        ("allocation_failed", "No node fits the allocation."),
        ("duplicate_step", "A list of steps names one twice."),
        ("runbook_not_approved", "The runbook and the node have no trait in common."),
        ("public_runbook_owned", "A runbook is public or has an owner, not both."),
        ("unknown_phase", "Inspection has no such phase."),
        ("unknown_operator", "Inspection rules have no such operator."),
        ("wrong_rule_arguments", "A condition or action of an inspection rule has the wrong arguments."),
        ("rule_stays_sensitive", "A sensitive inspection rule stays so."),
    ]

    /// What stands against a change of a node, or a verb.
    static let nodes: [Entry] = [
        ("node_locked", "Somebody works on the node; the message says who."),
        ("node_busy", "A run works on the node."),
        ("node_waiting", "A request for the node waits for its turn already."),
        ("node_in_transition", "The node is on its way to another state."),
        ("node_in_maintenance", "Not while the node is in maintenance."),
        ("node_in_inspection", "Not while the node is inspected."),
        ("node_protected", "Not while the node is protected."),
        ("node_retired", "Not while the node is retired."),
        ("node_associated", "Not while the node has an instance."),
        ("node_allocated", "Not while the node has an allocation."),
        ("node_not_off", "Only while the node is powered off."),
        ("invalid_state", "Not in the state that the node is in."),
        ("invalid_state_requested", "The verb is not possible from the state that the node is in."),
        ("invalid_state_for_power", "The power cannot be switched in the state that the node is in."),
        ("unknown_verb", "There is no such verb."),
        ("unsupported_verb", "The verb is not served by this conductor."),
        ("unknown_target", "There is no such power target."),
        ("power_off_disabled", "The node may not be powered off."),
        ("console_enabled", "Not while the console is enabled."),
        ("no_valid_host", "No running conductor serves the driver."),
        ("interface_not_found", "No running conductor has the interface enabled."),
        ("incompatible_interface", "The driver does not support the interface."),
    ]

    /// What conductors and hardware answer.
    static let hardware: [Entry] = [
        ("refused", "The conductor refused, and gave no reason of its own."),
        ("invalid_parameter", "An argument, or a setting of the node, is wrong for the interface."),
        ("unsupported", "The interface cannot do that."),
        ("step_not_allowed", "The operator has forbidden a step that was asked for."),
        ("unknown_vendor_method", "The driver has no such vendor method."),
        ("power_target_unsupported", "The power interface cannot do that."),
        ("power_failure", "The power could not be read or switched."),
        ("failed", "The hardware, or what stands for it, did not do it."),
        ("no_room", "As much work of the kind is under way as may be; the message says how much."),
        ("queue_full", "As many requests wait already as may."),
        ("request_withdrawn", "The request was taken back before a conductor took it."),
        ("no_conductor_answered", "No conductor took the request in time."),
        ("answer_overdue", "A conductor took the request and did not answer in time."),
        ("call_interrupted", "The conductor was interrupted before it did anything."),
        ("outcome_unknown", "The conductor was interrupted while it acted; nobody knows how far it came."),
        ("queue_timeout", "The request has waited for room for as long as it may."),
    ]

    /// What happens to the server itself.
    static let server: [Entry] = [
        ("too_many_reports", "As many reports of ramdisks as allowed are being read already."),
        ("too_many_streams", "All streams of events are taken."),
        ("bulk_deadline_passed", "The bulk call took too long before this node had its turn."),
        ("cancelled", "The call was given up before it was done."),
        ("database_unavailable", "The database cannot be reached."),
        ("database_busy", "The database is there, and as much waits for it as may; try again soon."),
        (
            "request_recorded",
            "The database could not be asked while the call waited; what it wants is recorded and may still be done."
        ),
        ("storage", "The database refused the work."),
        ("internal", "A fault of the server; its log has it under the identifier of the request."),
    ]

    /// Whether the code is written down, alone or as one of a family.
    static func isKnown(_ code: String) -> Bool {
        meanings[code] != nil || code.hasSuffix("_not_found") || code.hasPrefix("duplicate_") || code.hasPrefix("http_")
    }
}
