"""What the database refuses whoever asks: a changed history, and two live bookings at one time.

A safety net below the code that keeps these rules. On SQLite a later version that copies ``bookings`` or
``history`` (Alembic's batch mode) loses the triggers of that table and must lay them again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIVE = "('requested', 'booked', 'moving', 'cancelling')"

# 6.3: rows are only ever added. 6.4: what is personal in one may be erased, and nothing else with it.
_HISTORY_POSTGRESQL = (
    """
    CREATE FUNCTION history_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.personal IS NULL
            AND to_jsonb(NEW) - 'personal' = to_jsonb(OLD) - 'personal'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'history_append_only: a row of the history is never changed or removed'
            USING ERRCODE = '23000', CONSTRAINT = 'history_append_only';
    END $$
    """,
    """
    CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history
        FOR EACH ROW EXECUTE FUNCTION history_append_only()
    """,
    """
    CREATE TRIGGER history_not_emptied BEFORE TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION history_append_only()
    """,
)

_REFUSE_HISTORY = (
    "SELECT RAISE(ABORT, 'history_append_only: a row of the history is never changed or removed');"
)
_HISTORY_SQLITE = (
    f"CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN {_REFUSE_HISTORY} END",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    f"""
    CREATE TRIGGER history_no_replace BEFORE INSERT ON history
        WHEN EXISTS (SELECT 1 FROM history WHERE account_id = NEW.account_id AND number = NEW.number)
        BEGIN {_REFUSE_HISTORY} END
    """,
    f"""
    CREATE TRIGGER history_no_update BEFORE UPDATE ON history
        WHEN NOT (
            NEW.personal IS NULL
            AND NEW.account_id IS OLD.account_id AND NEW.number IS OLD.number
            AND NEW.booking_id IS OLD.booking_id AND NEW.call_id IS OLD.call_id
            AND NEW.at IS OLD.at AND NEW.what IS OLD.what AND NEW."by" IS OLD."by"
            AND NEW.facts IS OLD.facts AND NEW.personal_digest IS OLD.personal_digest
            AND NEW.previous IS OLD.previous AND NEW.digest IS OLD.digest
        )
        BEGIN {_REFUSE_HISTORY} END
    """,
)

# 8.2: the times themselves, without buffers, and those of a move under way. The range of an account's id
# stands for "the same account", which GiST cannot compare without an extension.
_OVERLAP_POSTGRESQL = f"""
    ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
        int8range(account_id, account_id, '[]') WITH &&,
        tstzmultirange(
            tstzrange(starts_at, ends_at),
            tstzrange(coalesce(to_starts_at, starts_at), coalesce(to_ends_at, ends_at))
        ) WITH &&
    ) WHERE (status IN {LIVE})
"""


def _overlap_sqlite(name: str, when: str) -> str:
    def meets(one: str, other: str) -> str:
        return f"(o.{one}starts_at < NEW.{other}ends_at AND NEW.{other}starts_at < o.{one}ends_at)"

    # A comparison with NULL, where no move is under way, is not true.
    pairs = " OR ".join(meets(one, other) for one in ("", "to_") for other in ("", "to_"))
    return f"""
        CREATE TRIGGER {name} BEFORE {when} ON bookings WHEN NEW.status IN {LIVE}
        BEGIN
            SELECT RAISE(ABORT, 'bookings_no_overlap: another live booking is at that time')
            WHERE EXISTS (
                SELECT 1 FROM bookings AS o
                WHERE o.account_id = NEW.account_id AND o.id <> NEW.id AND o.status IN {LIVE} AND ({pairs})
            );
        END
    """


_OVERLAP_SQLITE = (
    _overlap_sqlite("bookings_no_overlap_insert", "INSERT"),
    _overlap_sqlite("bookings_no_overlap_update", "UPDATE"),
)


def upgrade() -> None:
    """Lay the guards."""
    if op.get_bind().dialect.name == "sqlite":
        statements = (*_HISTORY_SQLITE, *_OVERLAP_SQLITE)
    else:
        statements = (*_HISTORY_POSTGRESQL, _OVERLAP_POSTGRESQL)
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    """Take the guards away."""
    if op.get_bind().dialect.name == "sqlite":
        for name in (
            "history_no_delete",
            "history_no_replace",
            "history_no_update",
            "bookings_no_overlap_insert",
            "bookings_no_overlap_update",
        ):
            op.execute(f"DROP TRIGGER {name}")
        return
    op.execute("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
    op.execute("DROP TRIGGER history_not_emptied ON history")
    op.execute("DROP TRIGGER history_append_only ON history")
    op.execute("DROP FUNCTION history_append_only()")
