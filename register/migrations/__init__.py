"""The revisions of the register's tables, in order; run by ``register.database`` when the register is opened."""
