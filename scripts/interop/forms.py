"""The forms in which the client lists and shows things: default, long, and with chosen fields."""


def check_forms(checks, client, noun, identity, fields, *filters, long=True):
    """Holds for each noun: every form of list finds the thing, every form of show tells of it."""
    listed = client.read(f"{noun} list", *filters)
    checks.that(f"{noun} list has it", identity in str(listed), listed)
    if long:
        longer = client.read(f"{noun} list", "--long", *filters)
        checks.that(f"{noun} list --long has it and tells more",
                    identity in str(longer) and len(longer[0]) > len(listed[0]), longer)
    chosen = client.read(f"{noun} list", *filters, "--fields", *fields)
    checks.that(f"{noun} list --fields has these and no other",
                identity in str(chosen) and len(chosen[0]) == len(fields), chosen)
    shown = client.read(f"{noun} show", identity)
    checks.that(f"{noun} show has every field that was asked for", set(fields) <= set(shown), shown)
    chosen = client.read(f"{noun} show", identity, "--fields", *fields)
    checks.equal(f"{noun} show --fields has these and no other", set(chosen), set(fields))
    table = client.run(f"{noun} list", *filters)
    checks.that(f"{noun} list is a table by default", table.startswith("+--") and identity in table, table)
    return shown
