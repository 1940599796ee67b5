extension DemoMenu {
    static let specialPizzas: [Product] = [
        pizza(
            15, "bufalina", "Bufalina", 850, specials, "pomodoro bufala pomodorini basilico",
            "Bufala che piange latte sul pomodoro caldo, pomodorini e basilico.",
            "Buffalo mozzarella weeping its milk onto warm tomato, with cherry tomatoes and basil.", tags: ["favourite"]
        ),
        pizza(
            16, "via-emilia", "Via Emilia", 1050, specials, "pomodoro mozzarella prosciutto-crudo rucola parmigiano",
            "Crudo dolce, rucola e Parmigiano: la nostra strada di casa.",
            "Sweet cured ham, rocket and Parmigiano: our road home."),
        pizza(
            17, "bolognese", "Bolognese", 950, specials, "mozzarella ragu parmigiano basilico",
            "Il ragù cuoce quattro ore, la pizza due minuti. Vale l'attesa.",
            "The ragù simmers for four hours, the pizza bakes for two minutes. Worth the wait.", tags: ["new"]),
        pizza(
            18, "calabrese", "Calabrese", 950, specials,
            "pomodoro mozzarella nduja salame-piccante cipolla peperoncino",
            "'Nduja che si scioglie, salame e cipolla rossa. Tenete l'acqua vicina.",
            "Melting 'nduja, salami and red onion. Keep the water close.", tags: ["spicy"]),
        pizza(
            19, "frutti-di-mare", "Frutti di mare", en: "Seafood", 1200, specials,
            "pomodoro cozze calamari gamberi aglio peperoncino",
            "Cozze, calamari e gamberi sul pomodoro, senza formaggio, come al porto.",
            "Mussels, squid and prawns on tomato, without cheese, as they do by the harbour."),
        pizza(
            20, "zucca-e-speck", "Zucca e speck", en: "Pumpkin and speck", 1000, specials, "provola zucca speck timo",
            "Zucca arrostita, provola affumicata e speck: l'autunno che scalda.",
            "Roast pumpkin, smoked provola and speck: the warm side of autumn.", tags: ["new"]),
        pizza(
            21, "pollo-barbecue", "Pollo barbecue", en: "Barbecue chicken", 1000, specials,
            "salsa-barbecue mozzarella pollo pancetta cipolla",
            "Pollo arrosto, pancetta croccante e una salsa che sa di brace.",
            "Roast chicken, crisp pancetta and a sauce that tastes of embers."),
    ]

    static let vegetablePizzas: [Product] = [
        pizza(
            22, "ortolana", "Ortolana", en: "Garden", 850, vegetables,
            "pomodoro mozzarella melanzane zucchine peperoni",
            "Melanzane, zucchine e peperoni passati alla griglia: l'orto col segno del fuoco.",
            "Aubergine, courgette and peppers off the grill: the garden with a mark of fire."),
        pizza(
            23, "parmigiana", "Parmigiana", 850, vegetables, "pomodoro mozzarella melanzane parmigiano basilico",
            "La parmigiana della nonna, ma si mangia con le mani.",
            "Grandmother's aubergine bake, only you eat it with your hands."),
        pizza(
            24, "pesto-e-stracciatella", "Pesto e stracciatella", en: "Pesto and stracciatella", 950, vegetables,
            "pesto mozzarella pomodorini stracciatella",
            "Verde, bianca e rossa: pesto, stracciatella fresca e pomodorini.",
            "Green, white and red: pesto, cool stracciatella and cherry tomatoes."),
        pizza(
            25, "orto-vegano", "Orto vegano", en: "Vegan garden", 950, vegetables,
            "pomodoro mozzarella-vegana broccoli funghi radicchio",
            "Broccoli, funghi e radicchio su una mozzarella tutta vegetale. Nessuna rinuncia.",
            "Broccoli, mushrooms and radicchio over a mozzarella made of plants. Nothing given up.", tags: ["new"]),
    ]

    static let foldedPizzas: [Product] = [
        pizza(
            26, "calzone", "Calzone", 850, folded, "pomodoro mozzarella ricotta prosciutto-cotto",
            "Chiuso come un segreto: ricotta, prosciutto e mozzarella che fuma.",
            "Sealed like a secret: ricotta, ham and steaming mozzarella."),
        pizza(
            27, "calzone-piccante", "Calzone piccante", en: "Spicy calzone", 900, folded,
            "pomodoro provola nduja salame-piccante",
            "Fuori dorato, dentro un piccolo vulcano di 'nduja e provola.",
            "Golden outside, a small volcano of 'nduja and provola within.", tags: ["spicy"]),
        pizza(
            28, "calzone-verde", "Calzone verde", en: "Green calzone", 850, folded, "mozzarella ricotta spinaci aglio",
            "Spinaci saltati con l'aglio e tanta ricotta, come un tortello gigante.",
            "Garlicky spinach and plenty of ricotta, like one giant tortello."),
    ]
}
