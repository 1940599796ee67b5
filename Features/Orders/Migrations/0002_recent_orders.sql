-- The board shows what was just handed over; without this it would look at every order that ever was.
CREATE INDEX orders_recent ON orders (state, updated_at);
