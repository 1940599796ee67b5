import Kernel

/// What words mean for a shop's good name, in Italian and English, before anybody has rated anything: our own list of words, beginnings of
/// words (with a star) and signs, each from −3 to 3.
public enum Lexicon {
    /// How a text speaks, from its words alone.
    public struct Opinion: Sendable, Hashable, Codable {
        /// The strength of what is praised, from 0.
        public let good: Double
        /// The strength of what is blamed, from 0.
        public let bad: Double
        /// From −1, all blame, to 1, all praise; 0 where neither is found or both are as strong. A little is believed a little.
        public var polarity: Double { (good - bad) / (good + bad + 1) }
    }

    /// The opinion of a text. Negation turns what follows within four words, "very" makes it stronger and "a little" weaker.
    public static func opinion(_ text: String) -> Opinion {
        let (good, bad) = weigh(text)
        return Opinion(good: good, bad: bad)
    }

    static func weigh(_ text: String) -> (good: Double, bad: Double) {
        var (good, bad) = (0.0, 0.0)
        var denied = 0
        var strength = 1.0
        forEachWord(text) { value, role, isStop in
            if isStop { (denied, strength) = (0, 1) }
            switch role {
            case .negation: denied = 4
            case .strong: strength = 1.6
            case .weak: strength = 0.5
            case nil:
                if value != 0 {
                    // "Not good" is bad, but not as bad as "bad"; "not bad" is rather good.
                    let counted = Double(value) * strength * (denied > 0 ? -0.7 : 1)
                    if counted > 0 { good += counted } else { bad -= counted }
                    strength = 1
                }
                denied = max(denied - 1, 0)
            }
        }
        return (good, bad)
    }

    enum Role: Sendable { case negation, strong, weak }

    struct Entry: Sendable {
        var value: Int8 = 0
        var role: Role?
        var aspects: UInt8 = 0
        /// Whether it is one as a whole word, and whether as the beginning of one.
        var isWhole = false
        var isStem = false
    }

    static let entries: [UInt64: Entry] = {
        var entries: [UInt64: Entry] = [:]
        func add(_ words: String, _ change: (inout Entry) -> Void) {
            for word in words.split(separator: " ") {
                let isStem = word.hasSuffix("*")
                let key = (isStem ? word.dropLast() : word).unicodeScalars.reduce(start) { step($0, Grams.folded($1)) }
                change(&entries[key, default: Entry()])
                if isStem { entries[key]?.isStem = true } else { entries[key]?.isWhole = true }
            }
        }
        for (value, words) in values { add(words) { $0.value = value } }
        add(negations) { $0.role = .negation }
        add(strong) { $0.role = .strong }
        add(weak) { $0.role = .weak }
        for (aspect, words) in Aspect.words { add(words) { $0.aspects |= 1 << UInt8(aspect.place) } }
        return entries
    }()

    static let start = StableHash.start

    static func step(_ hash: UInt64, _ scalar: UInt32) -> UInt64 { StableHash.step(hash, UInt64(scalar)) }

    /// Goes through the words of a text; says of each its value, its role and whether a sentence or a clause ended before it.
    private static func forEachWord(_ text: String, _ body: (Int8, Role?, Bool) -> Void) {
        scan(text) { entry, isStop in body(entry?.value ?? 0, entry?.role, isStop) }
    }

    /// Goes through the words and signs of a text with what is known of each; `isStop` when a stop or a turn such as "but" came before it.
    static func scan(_ text: String, _ body: (Entry?, Bool) -> Void) {
        var hash = start
        var stem: Entry?
        var length = 0
        var isStop = false
        func close() {
            guard length > 0 else { return }
            var found = entries[hash]
            if let whole = found, !whole.isWhole, !(whole.isStem && length >= 3) { found = nil }
            body(found ?? stem, isStop)
            (hash, stem, length, isStop) = (start, nil, 0, false)
        }
        var last: (UInt32, UInt32) = (0, 0)
        for scalar in text.unicodeScalars.prefix(Grams.longest) {
            let value = Grams.folded(scalar)
            switch Grams.kind(value) {
            case .letter:
                if value == last.0, value == last.1 { continue }
                hash = step(hash, value)
                length += 1
                if length >= 3, let entry = entries[hash], entry.isStem { stem = entry }
            case .space: close()
            case .stop:
                close()
                isStop = true
            case .sign:
                // An apostrophe ends an article and stands within "don't".
                if value == 39, length > 2 {
                    hash = step(hash, value)
                } else {
                    close()
                    if value > 127 || value == 33 {
                        body(entries[step(start, value)], isStop)
                    }
                }
            }
            last = (value, last.0)
        }
        close()
    }

    private static let negations = """
        non né mai senza nessun nessuna nessuno niente neanche nemmeno not no never without nor cannot don't didn't doesn't isn't wasn't won't wouldn't \
        couldn't shouldn't aren't weren't haven't hasn't dont didnt doesnt isnt wasnt cant can't hardly
        """
    private static let strong =
        "molto molta molti tanto davvero veramente proprio troppo super assai estremamente very really so too extremely absolutely totally incredibly"
    private static let weak =
        "poco poca pò abbastanza piuttosto quasi leggermente slightly somewhat rather fairly little bit"

    private static let values: [(Int8, String)] = [
        (
            3,
            """
            ottim* eccellen* eccezional* perfett* squisit* delizios* fantastic* stupend* meraviglios* favolos* straordinar* magnific* splendid* superb* divin* buonissim* \
            bellissim* bravissim* gustosissim* spettacol* spettacolar* strepitos* sublim* imbattibil* top impeccabil* fenomenal* adoro adorabil* \
            excellent perfect* delicious amazing* awesome fantastic* wonderful* outstanding superb* incredibl* exceptional* love loved loves best heavenly divine phenomenal flawless \
            magnificent marvelous marvellous stellar scrumptious yum yummy delightful 😍 🤩 🥰 😻 💯 🏆 ❤ ♥ 💖
            """
        ),
        (
            2,
            """
            buon* buonissim* bell* brav* gustos* saporit* genuin* fresc* croccant* morbid* fragrant* leggero leggera digeribil* golos* consigli* consiglio consigliat* soddisf* \
            gentil* cortes* simpatic* cordial* disponibil* professional* accoglient* puntual* velocissim* rapidissim* piacevol* piaciut* piace piacque apprezz* felic* content* \
            ringraz* complimenti complimento felicissim* contentissim* migliore migliori tornerò torneremo ritornerò tornare eccomi convenient* generos* abbondant* pulit* curat* ricc* entusiast* \
            good great tasty nice friendly fresh crispy recommend* enjoy* happy pleased pleasant satisf* impress* polite courteous helpful attentive beautiful* favorite favourite flavorful \
            flavourful juicy authentic generous reasonable affordable clean comfortable cozy lovely thank* fun glad superior well works 👍 😊 😋 🙂 😀 😃 😄 😁 👏 🙏 😘 ☺ 🍕 ⭐
            """
        ),
        (
            1,
            """
            caldo calda caldi calde veloc* rapid* bene discret* comod* corrett* valid* special* onest* tranquill* facil* funzional* grazie \
            ok okay decent fine fast quick quickly hot warm easy solid fair cheap tender 😉 😎 ✨
            """
        ),
        (
            -1,
            """
            caro cara cari care costos* lent* tard* attes* aspett* così salat* normal* mediocr* anonim* scars* piccol* manca mancav* mancant* difett* peccato \
            expensive pricey slow slowly wait* late average small salty bland overpriced lacking lacked okayish meh mediocre problem* issue* unfortunately 😐 😕 🙁 😒
            """
        ),
        (
            -2,
            """
            fredd* gelid* gommos* molle bruciat* crud* secc* unt* acid* stantii stanti* insipid* pesant* indigest* dur* delud* delus* delusion* scortes* maleducat* sgarbat* antipatic* \
            sporc* ritard* sbagliat* errat* errore rott* inaccettabil* vergogn* sconsigli* peggio peggiorat* pentit* rimborso restituit* reso rimandat* inutil* scadent* scaduto pessimo \
            fastidios* rovinat* incompetent* disorganizz* dimenticat* assurd* male cattiv* brutt* purtroppo truff* fregatur* \
            cold soggy burnt burned raw undercooked overcooked dry greasy stale rubbery tasteless flavorless flavourless hard disappoint* rude dirty wrong mistake* missing broken \
            unacceptable worse regret* refund* return* useless poor* bad unfriendly fail* avoid crap mess sad annoying waste* wasted stupid sucks sucked unhappy lousy weak \
            👎 😞 😠 😡 🤮 🤢 😤 😟 😩 😭 💔
            """
        ),
        (
            -3,
            """
            pessim* orribil* orrend* schif* disgust* terribil* immangiabil* nausean* vomit* vergognos* disastr* disastros* scandalos* penos* indecent* spazzatura imbarazzant* osceno \
            horrible terrible awful disgusting worst inedible gross nasty pathetic atrocious appalling dreadful hate* hated garbage rubbish revolting vile horrendous disgrace*
            """
        ),
    ]
}
