"""What a person is typing is there again, and is nobody's change yet."""

from sakusns_desktop.services.services import Services


def test_the_newest_state_of_a_form_comes_back(services: Services) -> None:
    services.drafts.save("account", "", {"display_name": "さ"})
    services.drafts.save("account", "", {"display_name": "佐久", "devices": [["端末", "office"]]})
    draft = services.drafts.load("account", "")
    assert draft is not None
    assert draft.values == {"display_name": "佐久", "devices": [["端末", "office"]]}


def test_drafts_leave_no_audit_entry(services: Services) -> None:
    services.drafts.save("account", "", {"display_name": "佐久"})
    services.drafts.discard("account", "")
    assert services.drafts.load("account", "") is None
    assert list(services.register.audit.entries(10)) == []


def test_all_drafts_stand_newest_first(services: Services) -> None:
    services.drafts.save("account", "a", {})
    services.drafts.save("unit", "b", {})
    assert {(draft.form, draft.subject_id) for draft in services.drafts.all()} == {("account", "a"), ("unit", "b")}
