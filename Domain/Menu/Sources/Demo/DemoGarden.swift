extension DemoMenu {
    static let garden: [Ingredient] = [
        ingredient(
            50, "pomodorini", "pomodorini", "cherry tomatoes", look: "cherry-tomato", .vegan, kcal: 20, grams: 70,
            .plain),
        ingredient(
            51, "funghi", "funghi champignon", "button mushrooms", look: "mushroom", .vegan, kcal: 25, grams: 70,
            .plain,
            group: "mushrooms"),
        ingredient(
            52, "porcini", "funghi porcini", "porcini mushrooms", look: "porcini", .vegan, kcal: 30, grams: 70,
            .precious,
            group: "mushrooms"),
        ingredient(
            53, "carciofi", "carciofi", "artichokes", look: "artichoke", .vegan, kcal: 60, grams: 60, .plain,
            traces: [.sulphites]),
        ingredient(
            54, "olive-nere", "olive nere", "black olives", look: "olive-black", .vegan, kcal: 235, grams: 25, .plain),
        ingredient(
            55, "capperi", "capperi", "capers", look: "capers", .vegan, kcal: 25, grams: 10, .pinch,
            traces: [.sulphites]),
        ingredient(
            56, "cipolla", "cipolla rossa", "red onion", look: "onion-ring", .vegan, kcal: 30, grams: 40, .plain),
        ingredient(57, "aglio", "aglio", "garlic", look: "garlic", .vegan, kcal: 130, grams: 5, .pinch),
        ingredient(
            58, "melanzane", "melanzane grigliate", "grilled aubergine", look: "aubergine", .vegan, kcal: 45, grams: 70,
            .plain),
        ingredient(
            59, "zucchine", "zucchine grigliate", "grilled courgettes", look: "courgette", .vegan, kcal: 35, grams: 70,
            .plain),
        ingredient(
            60, "peperoni", "peperoni arrostiti", "roast peppers", look: "pepper-strip", .vegan, kcal: 35, grams: 60,
            .plain),
        ingredient(61, "spinaci", "spinaci", "spinach", look: "spinach", .vegan, kcal: 25, grams: 70, .plain),
        ingredient(62, "radicchio", "radicchio", "radicchio", look: "radicchio", .vegan, kcal: 20, grams: 40, .plain),
        ingredient(
            63, "patate", "patate al forno", "roast potatoes", look: "potato", .vegan, kcal: 110, grams: 90, .plain),
        ingredient(
            64, "patatine", "patatine fritte", "chips", look: "french-fries", .vegan, kcal: 290, grams: 100, .plain,
            contains: [.peanuts], traces: [.gluten]),
        ingredient(
            65, "zucca", "zucca arrostita", "roast pumpkin", look: "pumpkin", .vegan, kcal: 40, grams: 80, .plain),
        ingredient(66, "broccoli", "broccoli", "broccoli", look: "broccoli", .vegan, kcal: 35, grams: 70, .plain),
    ]

    static let finishing: [Ingredient] = [
        ingredient(80, "basilico", "basilico fresco", "fresh basil", look: "basil", .vegan, kcal: 25, grams: 4, .pinch),
        ingredient(81, "origano", "origano", "oregano", look: "oregano", .vegan, kcal: 265, grams: 2, .pinch),
        ingredient(82, "timo", "timo", "thyme", look: "thyme", .vegan, kcal: 100, grams: 2, .pinch),
        ingredient(83, "rucola", "rucola", "rocket", look: "rocket", .vegan, kcal: 25, grams: 25, .plain),
        ingredient(84, "peperoncino", "peperoncino", "chilli", look: "chilli", .vegan, kcal: 40, grams: 3, .pinch),
        ingredient(85, "pere", "pere", "pears", look: "pear", .vegan, kcal: 55, grams: 60, .plain),
        ingredient(
            86, "noci", "noci", "walnuts", look: "walnut", .vegan, kcal: 650, grams: 20, .rich, contains: [.nuts],
            traces: [.peanuts, .sesame]),
        ingredient(
            87, "pistacchi", "granella di pistacchi", "crushed pistachios", look: "pistachio", .vegan, kcal: 560,
            grams: 15,
            .rich, contains: [.nuts], traces: [.peanuts, .sesame]),
        ingredient(
            88, "tartufo", "tartufo nero", "black truffle", look: "truffle", .vegan, kcal: 50, grams: 8, .precious),
        ingredient(89, "miele", "miele", "honey", look: "honey", .vegetarian, kcal: 300, grams: 12, .pinch),
    ]
}
