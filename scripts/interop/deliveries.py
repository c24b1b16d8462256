"""What webhooks and a collector of traces were told while conductors died and the database broke off."""

import urllib.request

SECRET = "a secret that receivers share"
# Enough to see what is lost, and few enough that delivering them is not most of the work.
KINDS = "node.power,run.ended"


def settings(webhook, collector):
    """Quick enough to see another process go on where one has died."""
    return {
        "notifications.urls": webhook.url, "notifications.secret": SECRET, "notifications.kinds": KINDS,
        "notifications.timeout": "2s", "notifications.claim": "3s", "notifications.first_pause": "100ms",
        "notifications.longest_pause": "1s", "notifications.poll_interval": "500ms",
        "traces.collector": collector.url + "v1/traces",
    }


def check_webhook(checks, caller, webhook):
    told = sequences_of_stream(caller.addresses[0])
    complete = webhook.wait_until(lambda taken: told <= {event["sequence"] for event in taken})
    got = [event["sequence"] for event in webhook.taken]
    missing = sorted(told - set(got))
    checks.that(f"each of {len(told)} events was told to the webhook", complete, missing[:10])
    checks.that("and nothing else", set(got) <= told, sorted(set(got) - told)[:10])
    checks.equal("everything was signed", webhook.forged, 0)
    checks.that("what the webhook put off was told again", webhook.put_off > 0)
    checks.that("in its order: what comes again is the last one, or what a dead one had not noted",
                is_in_order(got), got[:20])
    checks.note(f"{len(got) - len(set(got))} events were told twice, {webhook.put_off} were put off")


def is_in_order(sequences):
    """Whether nothing new ever comes after what is later in the stream."""
    latest = 0
    seen = set()
    for sequence in sequences:
        if sequence < latest and sequence not in seen:
            return False
        latest = max(latest, sequence)
        seen.add(sequence)
    return True


def check_collector(checks, collector, runs):
    """Every run is a trace, and has in it the spans that its timeline shows."""
    expected = {run["id"].replace("-", ""): run for found in runs.values() for run in found}

    def traces(taken):
        return {span["traceId"]: len(spans) for post in taken for spans in [spans_of(post)] for span in spans[:1]}

    complete = collector.wait_until(lambda taken: set(expected) <= set(traces(taken)))
    found = traces(collector.taken)
    checks.that(f"each of {len(expected)} runs was told to the collector of traces", complete,
                sorted(set(expected) - set(found))[:5])
    deploys = {trace: len(run["spans"]) for trace, run in expected.items() if run["verb"] == "active"}
    differing = {trace: (found.get(trace), spans) for trace, spans in deploys.items() if found.get(trace) != spans}
    checks.that("with all spans of every deployment", deploys and not differing, list(differing.items())[:5])


def spans_of(post):
    return [span for resource in post["resourceSpans"] for scope in resource["scopeSpans"] for span in scope["spans"]]


def sequences_of_stream(address):
    """Of what the stream of events has for the webhook, to its end."""
    sequences = set()
    url = f"http://{address}/v1/events/stream?after=0&kinds={KINDS}"
    try:
        with urllib.request.urlopen(url, timeout=10) as stream:
            for line in stream:
                if line.startswith(b"id: "):
                    sequences.add(int(line[4:]))
    except TimeoutError:
        # It goes on for ever; that nothing more comes is its end.
        pass
    return sequences
