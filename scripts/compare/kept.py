"""Where Ingot differs from the reference on purpose."""

import re

# Members of a body with a value that the two judge differently: none, a number, an odd word, too much of it.
STRICT = r"((\w+_)?uuid|secure_boot|(boot_)?mode|name|physical_network|connector_id|parent_node)"
ODD = (rf"\"{STRICT}\": "
       r"(null|\d|true|false|[\[{]|\"\"|\"\w{1,3}\"|\"[^\"]*[^\w\".-]|\"[^\"]{200})|\"name\": \"c0ffee")
# What the request looks like, what differs, and why.
KEPT = (
    (r"^\w+ /(v1)? ", r"^(form|status)", "the root documents are only read, by whatever name they are asked for"),
    (r"^GET /v1", r"links\[\]\.href", "the reference's link to its documents has slashes too many"),
    (r"/drivers/fake-hardware", r"", "words for people, and what stands for hardware, are Ingot's own"),
    (r"/healthcheck", r"status", "probes need no setting"),
    (r"/allocations", r"value of .*state$", "who waits for a node hears of it in due time"),
    (r"/allocations\?state=", r"length", "the same"),
    (r"/conductors", r"", "the two have different names"),
    (r"/portgroups.* 1\.\d+$", r"presence of", "lists hide what is newer than the client, too"),
    (r"fields=(links|ports|portgroups|states|volume|created_at|updated_at)", r"status", "every field can be chosen"),
    (r"/vmedia|/inject_nmi|/nodes/\w+/volume|/portgroups/bond0/ports", r"status|form",
     "fake hardware can do that here"),
    (r"sort_key=\w+_(uuid|by)|sort_key=conductor", r"status", "there is more to sort by"),
    (r"sort_key=reservation", r"status", "who holds a node is kept apart from the node"),
    (r"project=|phase=", r"", "the filter does what its name says"),
    (r"description_contains", r"length", "an empty text is in every description, and none means no filter"),
    (r"node=oak&|ports\?.*address", r"", "filters hold together"),
    (r"^GET /v1/nodes/(oak%21|OAK|nobody)", r"status", "of two things that are wrong another one is told first"),
    (r"", r"value of .storage_interface", "fake hardware's own storage comes first"),
    (r"", r"(disable_power_off|retired|is_smartnic|automated_clean)$", "what was taken away has its default, not null"),
    (r"^GET /v1/nodes/", r"(boot_mode|secure_boot|power_state|internal_info.*)$",
     "fake hardware remembers what it was told"),
    (r"", r"updated_at$", "what changes nothing in the one may have changed something in the other"),
    (rf"^POST /v1/.*({ODD})", r"", "what cannot be, or could not be found again, is refused; nothing is null"),
    (rf"^PATCH /v1/.*\"path\": \"/{STRICT}\"", r"", "what cannot be, or could not be found again, is refused"),
    (r"^POST /v1/inspection_rules .*\"priority\": \"\d", r"status", "the field's own client sends it as a text"),
    (r"^POST /v1/nodes .*\"secure_boot\": \"text\"", r"status", "a flag is true or false"),
    (r"^(POST|PATCH) /v1/.*\"(true|)\"", r"", "flags may come as words everywhere, and empty texts are kept"),
    (r"^(POST|PATCH) /v1/.*(available_for_dynamic_portgroup|disable_ramdisk|sensitive|public)", r"status",
     "flags may be left to their default by null"),
    (r"^POST /v1/runbooks.*owner", r"status", "without authentication everybody may do everything"),
    (r"^PATCH /v1/inspection_rules", r"status", "only what can be changed is accepted"),
    (r"^PATCH /v1/allocations.*/extra/l", r"status", "patches may bring lists"),
    (r"^PUT .*/(states/(power|raid|console)|maintenance)", r"status", "arguments of the wrong kind are refused"),
    (r"^GET /v1/nodes/oak[.\w]*/(states|traits|bios)\.json", r"status|form",
     "what is no path is not found; the reference takes it for a field"),
    (r"^(HEAD|POST|PUT|PATCH|DELETE) /v1/", r"^status 400 and 405",
     "a method that a path does not have is told as that; the reference misses an argument"),
    (r"^(POST|PATCH|DELETE) /v1/([-\w]+(/[-\w]+)*/(detail|validate)|portgroups)", r"^status 404 and 405",
     "the same; the reference takes a word for a name"),
    (r"^(POST|PATCH|DELETE) /v1/(allocations|inspection_rules|deploy_templates|runbooks)", r"^form",
     "who has no such method tells it in one form"),
)


def reason_to_keep(difference):
    if difference.aspect.startswith("status") and difference.ours[0] >= 500:
        return None
    for request, aspect, reason in KEPT:
        if re.search(request, difference.request) and re.search(aspect, difference.aspect):
            return reason
    return None
