import Kernel

extension DemoMenu {
    /// Something that is sold as it is. Only what is fried takes work.
    @inline(never)
    private static func product(
        _ number: UInt64, _ slug: String, _ name: String, en: String? = nil, _ cents: Int64,
        _ category: Identifier<Category>,
        look: String, kcal: Int, diet: Ingredient.Diet = .vegan, contains: AllergenSet = [], traces: AllergenSet = [],
        _ it: String, _ english: String, tags: [String] = []
    ) -> Product {
        let simple = Product.Simple(
            price: Money(cents: cents), contains: contains, mayContain: traces, kcal: kcal, diet: diet,
            work: category == fried ? 1 : 0)
        let vatClass: String = category == drinks ? "drink" : category == alcohol ? "alcohol" : "food"
        return Product(
            id: id(.product, number), slug: slug, name: LocalizedText(it: name, en: en),
            description: LocalizedText(it: it, en: english), category: category, kind: .simple(simple),
            station: category == fried ? "fryer" : "bar", vatClass: vatClass, tags: tags, sort: Int(number), look: look)
    }

    static let otherProducts: [Product] = friedProducts + sweetProducts + drinkProducts + alcoholProducts

    /// Fried in peanut oil, which Annex II does not exempt however refined it is.
    private static let friedProducts: [Product] = [
        product(
            50, "patatine", "Patatine fritte", en: "Chips", 350, fried, look: "fries", kcal: 420, contains: [.peanuts],
            traces: [.gluten], "Tagliate spesse, croccanti fuori e morbide dentro.",
            "Cut thick, crisp outside, soft within.",
            tags: ["favourite"]),
        product(
            51, "crocchette", "Crocchette di patate", en: "Potato croquettes", 450, fried, look: "crocchetta",
            kcal: 460,
            diet: .vegetarian, contains: [.gluten, .eggs, .peanuts, .milk], "Sei, con un cuore di formaggio che fila.",
            "Six of them, with a heart of stretchy cheese."),
        product(
            52, "olive-ascolane", "Olive all'ascolana", en: "Stuffed fried olives", 550, fried, look: "crocchetta",
            kcal: 480,
            diet: .meat, contains: [.gluten, .eggs, .peanuts, .milk, .celery],
            "Olive verdi ripiene di carne: una tira l'altra.",
            "Green olives filled with meat: one leads to the next."),
    ]

    /// The gelatine of the panna cotta is of animals.
    private static let sweetProducts: [Product] = [
        product(
            60, "tiramisu", "Tiramisù", 450, sweets, look: "tiramisu", kcal: 430, diet: .vegetarian,
            contains: [.gluten, .eggs, .milk], traces: [.nuts, .soybeans],
            "Fatto stamattina: savoiardi, mascarpone e caffè forte.",
            "Made this morning: sponge fingers, mascarpone and strong coffee.", tags: ["favourite"]),
        product(
            61, "panna-cotta", "Panna cotta ai frutti di bosco", en: "Panna cotta with berries", 400, sweets,
            look: "dessert",
            kcal: 330, diet: .meat, contains: [.milk], "Trema appena, e sopra ha i frutti di bosco.",
            "It barely trembles, under a spoonful of berries."),
        product(
            62, "torta-tenerina", "Torta tenerina", en: "Soft chocolate cake", 450, sweets, look: "dessert", kcal: 410,
            diet: .vegetarian, contains: [.gluten, .eggs, .milk], traces: [.nuts, .soybeans],
            "Il cioccolato di Ferrara: crosta sottile, cuore che si scioglie.",
            "Ferrara's chocolate cake: a thin crust, a melting heart.", tags: ["new"]),
    ]

    private static let drinkProducts: [Product] = [
        product(
            70, "acqua-naturale", "Acqua naturale 50 cl", en: "Still water 50 cl", 120, drinks, look: "water", kcal: 0,
            "Fresca di frigorifero.", "Cold from the fridge."),
        product(
            71, "acqua-frizzante", "Acqua frizzante 50 cl", en: "Sparkling water 50 cl", 120, drinks, look: "water",
            kcal: 0,
            "Bollicine fini, bella fredda.", "Fine bubbles, nice and cold."),
        product(
            72, "cola", "Cola 33 cl", 250, drinks, look: "can", kcal: 139, "In lattina, da aprire accanto alla pizza.",
            "In a can, to be opened next to the pizza."),
        product(
            73, "aranciata", "Aranciata 27,5 cl", en: "Orangeade 27.5 cl", 280, drinks, look: "bottle", kcal: 115,
            "Con vere arance di Sicilia, in vetro.", "With real Sicilian oranges, in glass."),
        product(
            74, "caffe", "Caffè espresso", en: "Espresso", 130, drinks, look: "coffee", kcal: 2,
            "Corto e cremoso, per chiudere bene.", "Short and creamy, to end well."),
    ]

    private static let alcoholProducts: [Product] = [
        product(
            80, "birra-chiara", "Birra chiara 33 cl", en: "Lager 33 cl", 350, alcohol, look: "beer", kcal: 140,
            contains: [.gluten], "Leggera e secca: la compagna di sempre.", "Light and dry: the faithful companion."),
        product(
            81, "birra-artigianale", "Birra artigianale ambrata 33 cl", en: "Craft amber ale 33 cl", 500, alcohol,
            look: "beer",
            kcal: 175, contains: [.gluten], "Di un birrificio delle nostre colline: caramello e un finale amaro.",
            "From a brewery in our hills: caramel and a bitter finish.", tags: ["new"]),
        product(
            82, "lambrusco", "Lambrusco 75 cl", 1200, alcohol, look: "wine", kcal: 520, contains: [.sulphites],
            "Rosso, secco e spumeggiante: qui la pizza si beve così.",
            "Red, dry and foaming: around here this is what goes with pizza."),
        product(
            83, "pignoletto", "Pignoletto frizzante 75 cl", en: "Sparkling Pignoletto 75 cl", 1300, alcohol,
            look: "wine",
            kcal: 510, contains: [.sulphites], "Bianco dei colli bolognesi, fresco e vivace.",
            "White from the hills of Bologna, fresh and lively."),
    ]
}
