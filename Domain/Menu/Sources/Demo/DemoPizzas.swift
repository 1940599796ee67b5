import Kernel

extension DemoMenu {
    private static let slugs: [String: Identifier<Ingredient>] = Dictionary(
        ingredients.map { ($0.slug, $0.id) }, uniquingKeysWith: { first, _ in first })

    /// A pizza. `recipe` lists slugs of ingredients in the order they go on; one that is unknown fails the menu's check.
    /// The price is that of the normal size: the baby costs 1.50 less, the family twice as much.
    @inline(never)
    static func pizza(
        _ number: UInt64, _ slug: String, _ name: String, en: String? = nil, _ price: Int64,
        _ category: Identifier<Category>,
        _ recipe: String, _ it: String, _ english: String, tags: [String] = []
    ) -> Product {
        let isFolded = category == folded
        let portions: [Product.Portion] = recipe.split(separator: " ").map {
            Product.Portion(slugs[String($0)] ?? id(.ingredient, 0))
        }
        var prices = money(price - 150, price, price * 2)
        // A calzone of 45 centimetres does not hold together, nor one without gluten.
        if isFolded { prices[family] = nil }
        let pizza = Product.Pizza(
            prices: prices, doughs: isFolded ? [classic, wholemeal, cereal] : [], recipe: portions, leastToppings: 0,
            mostExtras: 8, mostSections: isFolded ? 1 : 4, isFolded: isFolded)
        return Product(
            id: id(.product, number), slug: slug, name: LocalizedText(it: name, en: en),
            description: LocalizedText(it: it, en: english), category: category, kind: .pizza(pizza), station: "oven",
            vatClass: "food", tags: tags, sort: Int(number))
    }

    static let pizzas: [Product] = classicPizzas + whitePizzas + specialPizzas + vegetablePizzas + foldedPizzas

    static let classicPizzas: [Product] = [
        pizza(
            1, "margherita", "Margherita", 650, classics, "pomodoro mozzarella basilico",
            "Pomodoro dolce, mozzarella che fila e una foglia di basilico appena colta. Tutto qui, ed è tutto.",
            "Sweet tomato, stretchy mozzarella and a leaf of just-picked basil. Nothing more, nothing missing.",
            tags: ["favourite"]),
        pizza(
            2, "marinara", "Marinara", 500, classics, "pomodoro aglio origano",
            "Pomodoro, aglio e origano: profuma la cucina prima ancora di arrivare in tavola.",
            "Tomato, garlic and oregano: it fills the kitchen with its scent before it reaches the table."),
        pizza(
            3, "napoli", "Napoli", 750, classics, "pomodoro mozzarella acciughe capperi origano",
            "Acciughe saporite e capperi, per chi la pizza la vuole con il mare dentro.",
            "Salty anchovies and capers, for those who like the sea on their pizza."),
        pizza(
            4, "diavola", "Diavola", 800, classics, "pomodoro mozzarella salame-piccante",
            "Fette di salame che si arricciano nel forno e pizzicano al punto giusto.",
            "Slices of salami that curl in the oven and bite back just enough.", tags: ["spicy", "favourite"]),
        pizza(
            5, "prosciutto-e-funghi", "Prosciutto e funghi", en: "Ham and mushrooms", 850, classics,
            "pomodoro mozzarella prosciutto-cotto funghi",
            "Prosciutto tagliato spesso e funghi freschi: la coppia che mette d'accordo la tavolata.",
            "Thick-cut ham and fresh mushrooms: the pair that the whole table agrees on."),
        pizza(
            6, "quattro-stagioni", "Quattro stagioni", en: "Four seasons", 900, classics,
            "pomodoro mozzarella prosciutto-cotto funghi carciofi olive-nere",
            "Prosciutto, funghi, carciofi e olive: un anno intero in otto fette.",
            "Ham, mushrooms, artichokes and olives: a whole year in eight slices."),
        pizza(
            7, "capricciosa", "Capricciosa", 900, classics,
            "pomodoro mozzarella prosciutto-cotto funghi carciofi uovo",
            "La più ricca delle classiche, con l'uovo al centro ancora morbido.",
            "The richest of the classics, its egg still soft in the middle."),
        pizza(
            8, "tonno-e-cipolla", "Tonno e cipolla", en: "Tuna and onion", 850, classics,
            "pomodoro mozzarella tonno cipolla",
            "Tonno in tranci e cipolla rossa di stagione, dolce e croccante.",
            "Chunks of tuna with red onion in season, sweet and crisp."),
        pizza(
            9, "wurstel-e-patatine", "Würstel e patatine", en: "Frankfurter and chips", 850, classics,
            "pomodoro mozzarella wurstel patatine",
            "La preferita dei piccoli, e di chi lo è ancora un po'.",
            "The children's favourite, and of those who still are, a little."),
    ]

    static let whitePizzas: [Product] = [
        pizza(
            10, "quattro-formaggi", "Quattro formaggi", en: "Four cheeses", 900, whites,
            "mozzarella gorgonzola provola parmigiano",
            "Quattro caratteri diversi che nel forno fanno pace.",
            "Four different characters that make peace in the oven."),
        pizza(
            11, "patate-e-salsiccia", "Patate e salsiccia", en: "Potato and sausage", 900, whites,
            "mozzarella patate salsiccia timo",
            "Patate dorate e salsiccia sbriciolata a mano: la domenica in ogni morso.",
            "Golden potatoes and hand-crumbled sausage: Sunday in every bite."),
        pizza(
            12, "mortadella-e-pistacchi", "Mortadella e pistacchi", en: "Mortadella and pistachio", 1050, whites,
            "mozzarella mortadella stracciatella pistacchi",
            "Mortadella messa a forno spento, stracciatella fresca e pistacchi: Bologna in festa.",
            "Mortadella laid on after baking, cool stracciatella and pistachios: Bologna on a feast day.",
            tags: ["favourite"]),
        pizza(
            13, "gorgonzola-pere-e-noci", "Gorgonzola, pere e noci", en: "Gorgonzola, pear and walnut", 950, whites,
            "mozzarella gorgonzola pere noci miele",
            "Al contadino non far sapere: gorgonzola cremoso, pere, noci e un filo di miele.",
            "Creamy gorgonzola, pear, walnuts and a thread of honey: the secret is out."),
        pizza(
            14, "porcini-e-tartufo", "Porcini e tartufo", en: "Porcini and truffle", 1200, whites,
            "mozzarella porcini parmigiano tartufo",
            "Il bosco dell'Appennino dopo la pioggia: porcini, tartufo nero e Parmigiano.",
            "The Apennine woods after rain: porcini, black truffle and Parmigiano."),
    ]
}
