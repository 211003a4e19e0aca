"""Which bookings stand in the way of a time is found among those that are not over by then.

On SQLite the guard against two live bookings at one time is laid again: it looked at every booking of the
account, so that each write took longer the more had ever been booked.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LIVE = "('requested', 'booked', 'moving', 'cancelling')"
INDEXES = {"ix_bookings_account_ends": "ends_at", "ix_bookings_account_to_ends": "to_ends_at"}
GUARDS = {"bookings_no_overlap_insert": "INSERT", "bookings_no_overlap_update": "UPDATE"}
_ENDS = ("", "to_")


def upgrade() -> None:
    """Lay the indexes, and the guard on them."""
    for name, column in INDEXES.items():
        op.create_index(name, "bookings", ["account_id", column])
    _lay_guards(" OR ".join(_meets(one, other) for one in _ENDS for other in _ENDS))


def downgrade() -> None:
    """Lay the guard as it was, and take the indexes away."""
    pairs = " OR ".join(
        f"(o.{one}starts_at < NEW.{other}ends_at AND NEW.{other}starts_at < o.{one}ends_at)"
        for one in _ENDS
        for other in _ENDS
    )
    _lay_guards(
        "EXISTS (SELECT 1 FROM bookings AS o WHERE o.account_id = NEW.account_id AND o.id <> NEW.id"
        f" AND o.status IN {LIVE} AND ({pairs}))"
    )
    for name in INDEXES:
        op.drop_index(name, "bookings")


def _meets(one: str, other: str) -> str:
    # A comparison with NULL, where no move is under way, is not true. The plus keeps SQLite from the index
    # of the starts, by which it would look at all that ever was.
    return (
        "EXISTS (SELECT 1 FROM bookings AS o WHERE o.account_id = NEW.account_id"
        f" AND o.{one}ends_at > NEW.{other}starts_at AND +o.{one}starts_at < NEW.{other}ends_at"
        f" AND o.id <> NEW.id AND +o.status IN {LIVE})"
    )


def _lay_guards(met: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, when in GUARDS.items():
        op.execute(f"DROP TRIGGER {name}")
        op.execute(
            f"""
            CREATE TRIGGER {name} BEFORE {when} ON bookings WHEN NEW.status IN {LIVE}
            BEGIN
                SELECT RAISE(ABORT, 'bookings_no_overlap: another live booking is at that time')
                WHERE {met};
            END
            """
        )
