/// What a review speaks of.
public enum Aspect: String, Sendable, Hashable, Codable, CaseIterable {
    /// How it tastes, and what it is made of.
    case taste
    /// Dough and baking.
    case crust
    /// How it came, and in what state.
    case delivery
    /// What it costs, and whether it is worth it.
    case price
    /// Who served, answered or rang.
    case staff
    /// How long it took.
    case waiting

    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Words and beginnings of words, in Italian and English.
    static let words: [(Aspect, String)] = [
        (
            .taste,
            """
            gust* sapor* sapore buon* squisit* delizios* insipid* salat* ingredient* condiment* mozzarell* pomodor* farcitur* mangi* qualità cibo pizza pizze \
            tast* flavor* flavour* delicious topping* ingredient* sauce cheese food bland salty yummy meal dish* pizza pizzas fresh fresc*
            """
        ),
        (
            .crust,
            """
            impast* cornicion* croccant* cott* cottur* lievit* bordo bordi base crosta bruciat* crud* gommos* molle forno digeribil* alveol* \
            crust* dough base crisp* burnt burned soggy undercooked overcooked raw chewy thin oven baked
            """
        ),
        (
            .delivery,
            """
            consegn* domicili* fattorin* rider corriere arrivat* arriv* portat* cartone scatol* fredd* rovesciat* citofon* spedizion* imball* pacco \
            deliver* driver courier arriv* box boxes cold shipped shipping package packag* doorstep spilled
            """
        ),
        (
            .price,
            """
            prezz* cost* car* economic* convenient* pag* soldi euro € conto valore spesa offert* sconto \
            price* pricey cost* expensive cheap value money worth paid pay bill overpriced affordable $ £ discount
            """
        ),
        (
            .staff,
            """
            personal* camerier* camerier* cassier* staff gentil* cortes* scortes* maleducat* simpatic* titolar* propriet* ragazz* servizio assistenza venditore operator* \
            staff waiter* waitress* server servers service manager owner rude friendly polite employee* helpful cashier customer
            """
        ),
        (
            .waiting,
            """
            attes* aspett* ritard* puntual* veloc* rapid* lent* minuti ore ora tempi tempo tard* presto \
            wait* minutes hour hours late quick* fast slow* time prompt* delay* punctual forever
            """
        ),
    ]

    /// What a text says of each aspect that it speaks of: from −1, all blame, to 1, all praise. Each clause counts for the aspects that it names;
    /// one that names none counts for those of the clause before it. An aspect that is named without an opinion is there with 0.
    public static func opinions(_ text: String) -> [Aspect: Double] {
        var sums: [Aspect: (good: Double, bad: Double)] = [:]
        for clause in clauses(text) {
            let (good, bad) = Lexicon.weigh(clause.text)
            for aspect in clause.aspects {
                let own = sums[aspect] ?? (0, 0)
                sums[aspect] = (own.good + good, own.bad + bad)
            }
        }
        return sums.mapValues { ($0.good - $0.bad) / ($0.good + $0.bad + 1) }
    }

    /// The clauses of a text, each with the aspects that it speaks of.
    static func clauses(_ text: String) -> [(text: String, aspects: Set<Aspect>)] {
        var clauses: [(text: String, aspects: Set<Aspect>)] = []
        var before: Set<Aspect> = []
        for part in parts(text) {
            var bits: UInt8 = 0
            Lexicon.scan(part) { entry, _ in bits |= entry?.aspects ?? 0 }
            var named = Set(Aspect.allCases.filter { bits & (1 << UInt8($0.place)) != 0 })
            // The pizza is what all reviews are of: it is the taste only where nothing else is named.
            if named.count > 1, !part.lowercased().contains("gust"), !part.lowercased().contains("sapor"),
                !part.lowercased().contains("tast"),
                !part.lowercased().contains("flavo")
            {
                named.remove(.taste)
            }
            if named.isEmpty { named = before }
            before = named
            clauses.append((part, named))
        }
        return clauses
    }

    /// A text between its stops and its turns.
    private static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        var words: [Substring] = []
        func close() {
            if !words.isEmpty { parts.append(words.joined(separator: " ")) }
            words = []
        }
        for word in String(text.unicodeScalars.prefix(Grams.longest)).split(whereSeparator: \.isWhitespace) {
            let plain = word.lowercased()
            if ["ma", "però", "invece", "mentre", "tuttavia", "but", "however", "although", "though", "while", "yet"]
                .contains(plain)
            {
                close()
            }
            words.append(word)
            if let last = word.last, ".,;:!?".contains(last) { close() }
        }
        close()
        return parts
    }
}
