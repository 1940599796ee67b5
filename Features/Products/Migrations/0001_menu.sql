-- One menu a shop. Its version grows with every change, so that every process knows when to read it anew.
-- Every row of a menu carries its shop, so that a menu is read by it alone.
CREATE TABLE menus (
    store_id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    currency TEXT NOT NULL,
    price_rule TEXT NOT NULL
);

-- A name, like every text that people write, is a JSON object from tags of languages to texts.
CREATE TABLE categories (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    parent UUID REFERENCES categories (id),
    sort INTEGER NOT NULL,
    CONSTRAINT categories_slug UNIQUE (store_id, slug)
);

CREATE TABLE sizes (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    diameter INTEGER NOT NULL,
    work INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    CONSTRAINT sizes_slug UNIQUE (store_id, slug)
);

-- Allergens are their names with spaces between, in the order of Annex II.
CREATE TABLE doughs (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    contains TEXT NOT NULL,
    may_contain TEXT NOT NULL,
    extra_work INTEGER NOT NULL,
    look TEXT NOT NULL,
    is_available BOOLEAN NOT NULL,
    sort INTEGER NOT NULL,
    CONSTRAINT doughs_slug UNIQUE (store_id, slug)
);

CREATE TABLE dough_sizes (
    store_id UUID NOT NULL,
    dough_id UUID NOT NULL REFERENCES doughs (id) ON DELETE CASCADE,
    size_id UUID NOT NULL REFERENCES sizes (id) ON DELETE CASCADE,
    kcal INTEGER NOT NULL,
    surcharge BIGINT NOT NULL,
    PRIMARY KEY (dough_id, size_id)
);

CREATE TABLE ingredients (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    contains TEXT NOT NULL,
    may_contain TEXT NOT NULL,
    diet TEXT NOT NULL,
    kcal_per_100g INTEGER NOT NULL,
    look TEXT NOT NULL,
    swap_group TEXT,
    is_available BOOLEAN NOT NULL,
    CONSTRAINT ingredients_slug UNIQUE (store_id, slug)
);

CREATE TABLE ingredient_sizes (
    store_id UUID NOT NULL,
    ingredient_id UUID NOT NULL REFERENCES ingredients (id) ON DELETE CASCADE,
    size_id UUID NOT NULL REFERENCES sizes (id) ON DELETE CASCADE,
    grams INTEGER NOT NULL,
    extra_price BIGINT,
    PRIMARY KEY (ingredient_id, size_id)
);

-- What is no pizza has its price and facts here; a pizza has its own tables below.
CREATE TABLE products (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    slug TEXT NOT NULL,
    external_code TEXT,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    category_id UUID NOT NULL REFERENCES categories (id),
    station TEXT NOT NULL,
    vat_class TEXT NOT NULL,
    tags TEXT NOT NULL,
    is_available BOOLEAN NOT NULL,
    sort INTEGER NOT NULL,
    look TEXT NOT NULL,
    is_pizza BOOLEAN NOT NULL,
    least_toppings INTEGER NOT NULL,
    most_extras INTEGER NOT NULL,
    most_sections INTEGER NOT NULL,
    is_folded BOOLEAN NOT NULL,
    price BIGINT NOT NULL,
    contains TEXT NOT NULL,
    may_contain TEXT NOT NULL,
    kcal INTEGER NOT NULL,
    diet TEXT NOT NULL,
    work INTEGER NOT NULL,
    CONSTRAINT products_slug UNIQUE (store_id, slug),
    CONSTRAINT products_code UNIQUE (store_id, external_code)
);

CREATE TABLE product_prices (
    store_id UUID NOT NULL,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    size_id UUID NOT NULL REFERENCES sizes (id) ON DELETE CASCADE,
    price BIGINT NOT NULL CONSTRAINT product_prices_price CHECK (price >= 0),
    PRIMARY KEY (product_id, size_id)
);

CREATE TABLE product_doughs (
    store_id UUID NOT NULL,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    dough_id UUID NOT NULL REFERENCES doughs (id) ON DELETE CASCADE,
    PRIMARY KEY (product_id, dough_id)
);

CREATE TABLE recipe_portions (
    store_id UUID NOT NULL,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ingredient_id UUID NOT NULL REFERENCES ingredients (id),
    portions INTEGER NOT NULL,
    PRIMARY KEY (product_id, position)
);

CREATE INDEX dough_sizes_store ON dough_sizes (store_id);
CREATE INDEX ingredient_sizes_store ON ingredient_sizes (store_id);
CREATE INDEX product_prices_store ON product_prices (store_id);
CREATE INDEX product_doughs_store ON product_doughs (store_id);
CREATE INDEX recipe_portions_store ON recipe_portions (store_id);
