import Contracts
import Kernel
import Shop
import Web

/// What has moved between two offers for the same cart.
struct Moved: Sendable {
    let total: (from: Money, to: Money)?
    /// From which window to which.
    let promise: (from: Range<Instant>, to: Range<Instant>)?
    /// Whether a product of the same cart costs, is or contains something else.
    let products: Bool

    init(from old: Quote, to new: Quote) {
        total = old.costs.total == new.costs.total ? nil : (old.costs.total, new.costs.total)
        promise = old.window == new.window ? nil : (old.window, new.window)
        products = old.cartVersion == new.cartVersion && old.terms != new.terms
    }
}

/// An offer with its VAT, for people and programs.
struct QuoteView: JSONWritable {
    let quote: Quote
    let vat: VATBreakdown
    /// The parts of the price in the reader's words.
    let parts: [AdjustmentView]
    /// The zone in which its times are read.
    let zone: ShopZone
    var moved: Moved?

    init(quote: Quote, vat: VATBreakdown, parts: [AdjustmentView], zone: ShopZone) {
        self.quote = quote
        self.vat = vat
        self.parts = parts
        self.zone = zone
    }

    static var example: QuoteView {
        let quote = Quote(
            id: Identifier(high: 0x7000, low: 1 << 63), scope: Identifier(high: 0x7000, low: 1 << 63),
            cartID: Identifier(high: 0x7000, low: 1 << 63), cartVersion: 3, menuVersion: 1, mode: .pickup, address: nil,
            zone: "Centro", travel: 0, wantedFrom: nil, promisedFrom: Instant(seconds: 1_790_000_000),
            promisedTo: Instant(seconds: 1_790_000_900), costs: Adjustments.none(in: .eur), terms: [],
            expiresAt: Instant(seconds: 1_790_000_600))
        return QuoteView(quote: quote, vat: VATBreakdown.none(.eur), parts: [.example], zone: ShopZone.utc)
    }

    func write(to json: inout JSONWriter) {
        json.member("id", quote.id)
        json.member("mode", quote.mode.rawValue)
        json.member("zone", quote.zone)
        json.member("goods", quote.costs.sum(.goods))
        json.member("delivery", quote.costs.sum(.delivery))
        json.member("adjustments", parts)
        json.member("total", quote.costs.total)
        json.member("vat", vat.parts.map(RateView.init))
        json.member("promised_from", quote.promisedFrom)
        json.member("promised_to", quote.promisedTo)
        json.member("expires_at", quote.expiresAt)
    }

    /// VAT at one rate.
    struct RateView: JSONWritable {
        let rate: Int
        let net: Money
        let tax: Money

        static let example = RateView(rate: 1000, net: Money(cents: 909), tax: Money(cents: 91))

        func write(to json: inout JSONWriter) {
            json.member("rate_basis_points", rate)
            json.member("net", net)
            json.member("tax", tax)
        }
    }
}

extension QuoteView.RateView {
    init(_ part: VATBreakdown.Part) { self.init(rate: part.basisPoints, net: part.net, tax: part.tax) }
}
