import Kernel

extension DemoMenu {
    /// What a portion more costs.
    enum Extra {
        /// A herb or a spice.
        case pinch
        /// A vegetable.
        case plain
        /// A cheese or a meat.
        case rich
        /// What one orders a pizza for.
        case precious

        var prices: [Identifier<Size>: Money] {
            switch self {
            case .pinch: money(30, 50, 100)
            case .plain: money(80, 120, 240)
            case .rich: money(120, 180, 350)
            case .precious: money(180, 250, 480)
            }
        }
    }

    /// An ingredient, with the grams of a portion on the normal size; the others follow from the area.
    ///
    /// Not inlined, like what makes the other rows of the demo: copied into each row of the tables it doubles the time the module builds in.
    @inline(never)
    static func ingredient(
        _ number: UInt64, _ slug: String, _ it: String, _ en: String, look: String, _ diet: Ingredient.Diet, kcal: Int,
        grams: Int, _ extra: Extra, contains: AllergenSet = [], traces: AllergenSet = [], group: String? = nil
    ) -> Ingredient {
        Ingredient(
            id: id(.ingredient, number), slug: slug, name: LocalizedText(it: it, en: en), contains: contains,
            mayContain: traces, diet: diet, kcalPer100g: kcal,
            grams: [baby: (grams * 56 + 50) / 100, normal: grams, family: grams * 2], extraPrice: extra.prices,
            look: look,
            swapGroup: group)
    }

    static let ingredients: [Ingredient] = sauces + cheeses + meats + fish + garden + finishing

    static let sauces: [Ingredient] = [
        ingredient(
            1, "pomodoro", "pomodoro", "tomato", look: "tomato-sauce", .vegan, kcal: 35, grams: 80, .pinch),
        ingredient(
            2, "pesto", "pesto di basilico", "basil pesto", look: "pesto", .vegetarian, kcal: 460, grams: 45, .rich,
            contains: [.milk, .nuts], traces: [.peanuts]),
        ingredient(
            3, "salsa-barbecue", "salsa barbecue", "barbecue sauce", look: "bbq-sauce", .vegan, kcal: 170, grams: 60,
            .plain,
            contains: [.mustard], traces: [.celery]),
    ]

    static let cheeses: [Ingredient] = [
        ingredient(
            10, "mozzarella", "mozzarella", "mozzarella", look: "mozzarella", .vegetarian, kcal: 250, grams: 110, .rich,
            contains: [.milk], group: "cheese"),
        ingredient(
            11, "bufala", "mozzarella di bufala", "buffalo mozzarella", look: "buffalo-mozzarella", .vegetarian,
            kcal: 280,
            grams: 125, .precious, contains: [.milk], group: "cheese"),
        ingredient(
            12, "mozzarella-senza-lattosio", "mozzarella senza lattosio", "lactose-free mozzarella", look: "mozzarella",
            .vegetarian, kcal: 245, grams: 110, .rich, contains: [.milk], group: "cheese"),
        ingredient(
            13, "mozzarella-vegana", "mozzarella vegana", "vegan mozzarella", look: "mozzarella", .vegan, kcal: 230,
            grams: 100, .precious, contains: [.soybeans], traces: [.nuts], group: "cheese"),
        ingredient(
            14, "provola", "provola affumicata", "smoked provola", look: "provola", .vegetarian, kcal: 330, grams: 80,
            .rich,
            contains: [.milk], group: "cheese"),
        ingredient(
            15, "gorgonzola", "gorgonzola", "gorgonzola", look: "gorgonzola", .vegetarian, kcal: 330, grams: 50, .rich,
            contains: [.milk]),
        ingredient(
            16, "parmigiano", "scaglie di Parmigiano", "Parmigiano shavings", look: "parmesan-shavings", .vegetarian,
            kcal: 400, grams: 25, .rich, contains: [.milk]),
        ingredient(
            17, "ricotta", "ricotta", "ricotta", look: "ricotta", .vegetarian, kcal: 150, grams: 80, .rich,
            contains: [.milk]),
        ingredient(
            18, "stracciatella", "stracciatella", "stracciatella cheese", look: "stracciatella", .vegetarian, kcal: 260,
            grams: 90, .precious, contains: [.milk]),
    ]

    static let meats: [Ingredient] = [
        ingredient(
            20, "prosciutto-cotto", "prosciutto cotto", "cooked ham", look: "ham", .meat, kcal: 135, grams: 70, .rich,
            group: "salumi"),
        ingredient(
            21, "prosciutto-crudo", "prosciutto crudo", "cured ham", look: "prosciutto", .meat, kcal: 270, grams: 60,
            .precious, group: "salumi"),
        ingredient(22, "speck", "speck", "speck", look: "speck", .meat, kcal: 300, grams: 55, .rich, group: "salumi"),
        ingredient(
            23, "salame-piccante", "salame piccante", "spicy salami", look: "spicy-salami", .meat, kcal: 420, grams: 50,
            .rich,
            traces: [.milk], group: "salumi"),
        ingredient(
            24, "mortadella", "mortadella", "mortadella", look: "mortadella", .meat, kcal: 290, grams: 70, .rich,
            contains: [.nuts], group: "salumi"),
        ingredient(
            25, "pancetta", "pancetta croccante", "crisp pancetta", look: "pancetta", .meat, kcal: 450, grams: 40,
            .rich,
            group: "salumi"),
        ingredient(
            26, "salsiccia", "salsiccia", "pork sausage", look: "sausage", .meat, kcal: 300, grams: 80, .rich,
            traces: [.milk]),
        ingredient(27, "nduja", "'nduja", "'nduja", look: "nduja", .meat, kcal: 560, grams: 35, .rich),
        ingredient(
            28, "wurstel", "würstel", "frankfurter", look: "wurstel", .meat, kcal: 270, grams: 70, .plain,
            traces: [.soybeans, .milk, .mustard]),
        ingredient(29, "pollo", "pollo arrosto", "roast chicken", look: "chicken", .meat, kcal: 165, grams: 80, .rich),
        ingredient(
            30, "ragu", "ragù alla bolognese", "Bolognese ragù", look: "meatball", .meat, kcal: 150, grams: 100, .rich,
            contains: [.celery, .sulphites], traces: [.milk]),
        ingredient(
            31, "uovo", "uovo", "egg", look: "egg", .vegetarian, kcal: 140, grams: 55, .plain, contains: [.eggs]),
    ]

    static let fish: [Ingredient] = [
        ingredient(35, "tonno", "tonno", "tuna", look: "tuna", .fish, kcal: 190, grams: 70, .rich, contains: [.fish]),
        ingredient(
            36, "acciughe", "acciughe", "anchovies", look: "anchovy", .fish, kcal: 200, grams: 20, .plain,
            contains: [.fish]),
        ingredient(
            37, "gamberi", "gamberi", "prawns", look: "shrimp", .fish, kcal: 85, grams: 70, .precious,
            contains: [.crustaceans, .sulphites], traces: [.fish, .molluscs]),
        ingredient(
            38, "cozze", "cozze", "mussels", look: "mussel", .fish, kcal: 85, grams: 70, .rich, contains: [.molluscs],
            traces: [.crustaceans, .fish]),
        ingredient(
            39, "calamari", "calamari", "squid", look: "squid", .fish, kcal: 90, grams: 70, .precious,
            contains: [.molluscs],
            traces: [.crustaceans, .fish]),
    ]
}
