"""Why isn't it booking? The page answers for each assistant, with a remedy and the way to it (SPEC 2.6)."""


def test_it_says_that_all_is_well(console):
    """And what the next open time is."""
    page = console.owner().get("/why/").text
    assert "It can book" in page
    assert "11:00 AM EST" in page
    assert "In the way" not in page


def test_it_says_what_is_in_the_way(console):
    """The switch, the connection, the settings: each with what to do."""
    owner = console.owner()
    (assistant,) = console.desk.assistants.of(console.account_id)
    console.desk.assistants.switch(console.account_id, assistant.id, on=False)
    page = owner.get("/why/").text
    assert "It cannot book" in page
    assert "switch it on" in page
    console.desk.disconnecting.disconnect(console.account_id)
    page = owner.get("/why/").text
    assert "connect one: booking needs a calendar" in page
    assert page.count("Not asked") == 2


def test_it_counts_what_each_rule_removed(console):
    """2.6: nothing is open, and the rule that took most is named."""
    console.desk.configuring.save(
        console.account_id, {"closed": [{"first": "2026-03-01", "last": "2026-04-30"}]}
    )
    page = console.owner().get("/why/").text
    assert "Nothing is open within 14 days" in page
    assert "Closed dates and holidays" in page
