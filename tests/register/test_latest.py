"""How new the register is, so that what was read before is not shown as news."""

from register import actions
from register.database import Register
from register.latest import latest


def test_every_saved_change_is_newer_than_the_one_before(register: Register) -> None:
    with register.session() as session:
        before = latest(session)
        made = actions.add(session, {"title": "Fast kontaktperson"}, "adviser")
        added = latest(session)
        actions.change(session, made.id, made.version, {"status": "under_way"}, "adviser")

        assert 0 == before < added < latest(session)
