import Menu

/// What is known of the ingredients of the data set by the words in their names: it lists none of this itself.
enum PizzaSalesIngredients {
    struct Facts {
        let contains: AllergenSet
        let diet: Ingredient.Diet
        let kcal: Int
        let look: String
    }

    /// The first rule whose word is in the name.
    private static let rules: [(word: String, facts: Facts)] = [
        ("alfredo", Facts(contains: [.milk], diet: .vegetarian, kcal: 150, look: "white-cream")),
        ("barbecue sauce", Facts(contains: [.mustard, .celery], diet: .vegan, kcal: 170, look: "bbq-sauce")),
        ("chipotle sauce", Facts(contains: [], diet: .vegan, kcal: 120, look: "chilli-oil")),
        ("pesto", Facts(contains: [.milk, .nuts], diet: .vegetarian, kcal: 450, look: "pesto")),
        ("thai sweet", Facts(contains: [.soybeans, .sesame], diet: .vegan, kcal: 180, look: "chilli-oil")),
        ("sauce", Facts(contains: [], diet: .vegan, kcal: 40, look: "tomato-sauce")),
        ("chicken", Facts(contains: [], diet: .meat, kcal: 165, look: "chicken")),
        ("luganega", Facts(contains: [.sulphites], diet: .meat, kcal: 300, look: "sausage")),
        ("sausage", Facts(contains: [.sulphites], diet: .meat, kcal: 300, look: "sausage")),
        ("nduja", Facts(contains: [.sulphites], diet: .meat, kcal: 500, look: "nduja")),
        ("pancetta", Facts(contains: [.sulphites], diet: .meat, kcal: 450, look: "pancetta")),
        ("bacon", Facts(contains: [.sulphites], diet: .meat, kcal: 450, look: "bacon")),
        ("prosciutto", Facts(contains: [], diet: .meat, kcal: 250, look: "prosciutto")),
        ("ham", Facts(contains: [.sulphites], diet: .meat, kcal: 130, look: "ham")),
        ("salami", Facts(contains: [.sulphites], diet: .meat, kcal: 400, look: "salami-slice")),
        ("soppressata", Facts(contains: [.sulphites], diet: .meat, kcal: 380, look: "salami-slice")),
        ("capocollo", Facts(contains: [.sulphites], diet: .meat, kcal: 300, look: "prosciutto")),
        ("coarse sicilian", Facts(contains: [.sulphites], diet: .meat, kcal: 380, look: "salami-slice")),
        ("speck", Facts(contains: [], diet: .meat, kcal: 280, look: "speck")),
        ("anchov", Facts(contains: [.fish], diet: .fish, kcal: 200, look: "anchovy")),
        ("pepperoni", Facts(contains: [.sulphites], diet: .meat, kcal: 490, look: "spicy-salami")),
        ("feta", Facts(contains: [.milk], diet: .vegetarian, kcal: 260, look: "feta")),
        ("gorgonzola", Facts(contains: [.milk], diet: .vegetarian, kcal: 350, look: "gorgonzola")),
        ("smoked gouda", Facts(contains: [.milk], diet: .vegetarian, kcal: 350, look: "smoked-cheese")),
        ("provolone", Facts(contains: [.milk], diet: .vegetarian, kcal: 350, look: "provola")),
        ("mozzarella", Facts(contains: [.milk], diet: .vegetarian, kcal: 280, look: "mozzarella")),
        ("cheese", Facts(contains: [.milk], diet: .vegetarian, kcal: 380, look: "parmesan-shavings")),
        ("pineapple", Facts(contains: [], diet: .vegan, kcal: 50, look: "pineapple")),
        ("sun-dried tomato", Facts(contains: [.sulphites], diet: .vegan, kcal: 200, look: "tomato-slice")),
        ("cherry tomato", Facts(contains: [], diet: .vegan, kcal: 20, look: "cherry-tomato")),
        ("plum tomato", Facts(contains: [], diet: .vegan, kcal: 20, look: "cherry-tomato")),
        ("tomato", Facts(contains: [], diet: .vegan, kcal: 20, look: "tomato-slice")),
        ("jalapeno", Facts(contains: [], diet: .vegan, kcal: 30, look: "chilli")),
        ("pepperoncini", Facts(contains: [], diet: .vegan, kcal: 30, look: "chilli")),
        ("friggitello", Facts(contains: [], diet: .vegan, kcal: 30, look: "pepper-strip")),
        ("peperoncini", Facts(contains: [], diet: .vegan, kcal: 30, look: "chilli")),
        ("pepper", Facts(contains: [], diet: .vegan, kcal: 30, look: "pepper-strip")),
        ("onion", Facts(contains: [], diet: .vegan, kcal: 40, look: "onion-ring")),
        ("mushroom", Facts(contains: [], diet: .vegan, kcal: 25, look: "mushroom")),
        ("kalamata", Facts(contains: [], diet: .vegan, kcal: 230, look: "olive-black")),
        ("green olive", Facts(contains: [], diet: .vegan, kcal: 145, look: "olive-green")),
        ("olive", Facts(contains: [], diet: .vegan, kcal: 200, look: "olive-black")),
        ("artichoke", Facts(contains: [.sulphites], diet: .vegan, kcal: 50, look: "artichoke")),
        ("spinach", Facts(contains: [], diet: .vegan, kcal: 25, look: "spinach")),
        ("arugula", Facts(contains: [], diet: .vegan, kcal: 25, look: "rocket")),
        ("eggplant", Facts(contains: [], diet: .vegan, kcal: 25, look: "aubergine")),
        ("zucchini", Facts(contains: [], diet: .vegan, kcal: 20, look: "courgette")),
        ("beet", Facts(contains: [], diet: .vegan, kcal: 40, look: "radicchio")),
        ("corn", Facts(contains: [], diet: .vegan, kcal: 90, look: "corn")),
        ("garlic", Facts(contains: [], diet: .vegan, kcal: 130, look: "garlic")),
        ("capers", Facts(contains: [], diet: .vegan, kcal: 25, look: "capers")),
        ("pear", Facts(contains: [], diet: .vegan, kcal: 60, look: "pear")),
        ("caramelized", Facts(contains: [], diet: .vegan, kcal: 90, look: "onion-ring")),
        ("cilantro", Facts(contains: [], diet: .vegan, kcal: 25, look: "basil")),
        ("thyme", Facts(contains: [], diet: .vegan, kcal: 100, look: "thyme")),
        ("oregano", Facts(contains: [], diet: .vegan, kcal: 100, look: "oregano")),
    ]

    /// What is known of an ingredient, or nil.
    static func facts(of name: String) -> Facts? {
        let lower = name.lowercased()
        return rules.first { lower.contains($0.word) }?.facts
    }
}
