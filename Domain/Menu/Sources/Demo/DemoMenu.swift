import Kernel

/// The menu of a pizzeria in Emilia, always the same to the last id: for a shop that is being looked at, and for tests.
///
/// All cheese counts as vegetarian, as it does on Italian menus, whatever rennet it was set with.
public enum DemoMenu {
    /// The parts of the menu. They pass the checks of `MenuSnapshot` with any rule of prices, in euro.
    public static func parts() -> MenuSnapshot.Parts {
        MenuSnapshot.Parts(
            categories: categories, sizes: sizes, doughs: doughs, ingredients: ingredients,
            products: pizzas + otherProducts)
    }

    /// What ids are derived from: a fixed moment, the kind of thing, and its number within the kind.
    enum Kind: UInt64 {
        case category = 1, size, dough, ingredient, product
    }

    @inline(never)
    static func id<Subject>(_ kind: Kind, _ number: UInt64) -> Identifier<Subject> {
        Identifier(at: Instant(seconds: 1_767_225_600), random: (kind.rawValue, number))
    }

    /// 24 centimetres across.
    static let baby: Identifier<Size> = id(.size, 1)
    /// 32 centimetres across.
    static let normal: Identifier<Size> = id(.size, 2)
    /// 45 centimetres across: twice the area of the normal one.
    static let family: Identifier<Size> = id(.size, 3)

    static let sizes: [Size] = [
        Size(id: baby, slug: "baby", name: LocalizedText(it: "Baby", en: "Baby"), diameter: 24, work: 1, sort: 1),
        Size(
            id: normal, slug: "normale", name: LocalizedText(it: "Normale", en: "Regular"), diameter: 32, work: 2,
            sort: 2),
        Size(
            id: family, slug: "famiglia", name: LocalizedText(it: "Famiglia", en: "Family"), diameter: 45, work: 4,
            sort: 3),
    ]

    /// An amount for each size, in cents.
    @inline(never)
    static func money(_ baby: Int64, _ normal: Int64, _ family: Int64) -> [Identifier<Size>: Money] {
        [Self.baby: Money(cents: baby), Self.normal: Money(cents: normal), Self.family: Money(cents: family)]
    }
}

extension DemoMenu {
    static let classic: Identifier<Dough> = id(.dough, 1)
    static let wholemeal: Identifier<Dough> = id(.dough, 2)
    static let glutenFree: Identifier<Dough> = id(.dough, 3)
    static let cereal: Identifier<Dough> = id(.dough, 4)

    /// All are stretched on one bench and baked in one oven, hence the traces.
    static let doughs: [Dough] = [
        Dough(
            id: classic, slug: "classico", name: LocalizedText(it: "Classico", en: "Classic"),
            contains: [.gluten], mayContain: [.soybeans, .sesame],
            kcal: [baby: 380, normal: 680, family: 1340], look: "classic", sort: 1),
        Dough(
            id: wholemeal, slug: "integrale", name: LocalizedText(it: "Integrale", en: "Wholemeal"),
            contains: [.gluten], mayContain: [.soybeans, .sesame],
            kcal: [baby: 360, normal: 640, family: 1260], surcharge: money(50, 100, 200), look: "wholemeal", sort: 2),
        Dough(
            id: glutenFree, slug: "senza-glutine", name: LocalizedText(it: "Senza glutine", en: "Gluten-free"),
            contains: [], mayContain: [.gluten, .soybeans, .sesame, .lupin],
            kcal: [baby: 400, normal: 710], surcharge: [baby: Money(cents: 200), normal: Money(cents: 300)],
            extraWork: 1, look: "gluten-free", sort: 3),
        Dough(
            id: cereal, slug: "ai-cereali", name: LocalizedText(it: "Ai cereali", en: "Multigrain"),
            contains: [.gluten, .soybeans, .sesame], mayContain: [.lupin],
            kcal: [baby: 390, normal: 700, family: 1380], surcharge: money(80, 150, 300), look: "cereal", sort: 4),
    ]

    static let classics: Identifier<Category> = id(.category, 2)
    static let whites: Identifier<Category> = id(.category, 3)
    static let specials: Identifier<Category> = id(.category, 4)
    static let vegetables: Identifier<Category> = id(.category, 5)
    static let folded: Identifier<Category> = id(.category, 6)
    static let fried: Identifier<Category> = id(.category, 7)
    static let sweets: Identifier<Category> = id(.category, 8)
    static let drinks: Identifier<Category> = id(.category, 9)
    static let alcohol: Identifier<Category> = id(.category, 10)

    static let categories: [Category] = {
        let pizze: Identifier<Category> = id(.category, 1)
        func category(
            _ id: Identifier<Category>, _ slug: String, _ it: String, _ en: String, _ parent: Identifier<Category>?,
            _ sort: Int
        ) -> Category {
            Category(id: id, slug: slug, name: LocalizedText(it: it, en: en), parent: parent, sort: sort)
        }
        return [
            category(pizze, "pizze", "Pizze", "Pizzas", nil, 1),
            category(classics, "classiche", "Classiche", "Classics", pizze, 1),
            category(whites, "bianche", "Bianche", "White pizzas", pizze, 2),
            category(specials, "speciali", "Speciali", "House specials", pizze, 3),
            category(vegetables, "vegetariane", "Vegetariane", "Vegetarian", pizze, 4),
            category(folded, "calzoni", "Calzoni", "Calzoni", pizze, 5),
            category(fried, "fritti", "Fritti", "Fried bites", nil, 2),
            category(sweets, "dolci", "Dolci", "Desserts", nil, 3),
            category(drinks, "bibite", "Bibite", "Drinks", nil, 4),
            category(alcohol, "birre-e-vini", "Birre e vini", "Beer and wine", nil, 5),
        ]
    }()
}
