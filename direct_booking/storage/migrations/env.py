"""Where Alembic enters: runs the versions on the connection that ``storage.database`` hands over.

There is no ``alembic.ini`` and no other way in.
"""

from alembic import context

from direct_booking.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
