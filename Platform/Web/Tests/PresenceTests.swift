import Kernel
import Testing

@testable import Web

@Suite("Who is where") struct PresenceTests {
    let clock = ManualClock(Instant(seconds: 1_790_000_000))

    @Test("People come, stay while they say so, and leave") func coming() async {
        let book: any Presence = PresenceBook(clock: clock.clock, patience: .seconds(45))
        let first = clock.clock.now()
        #expect(await book.enter("board", id: "a", name: "Ugo"))
        clock.advance(.seconds(10))
        #expect(await book.enter("board", id: "b", name: "Bea"))
        #expect(await book.enter("page", id: "a", name: "Ugo"))
        let ugo = PresenceEntry(id: "a", name: "Ugo", since: first)
        let bea = PresenceEntry(id: "b", name: "Bea", since: first + .seconds(10))
        #expect(await book.people("board") == [ugo, bea])
        clock.advance(.seconds(35))
        #expect(await book.heartbeat("board", id: "a"))
        clock.advance(.seconds(11))
        #expect(await book.people("board") == [ugo])
        #expect(await !book.heartbeat("board", id: "b"))
        #expect(await book.enter("board", id: "b", name: "Bea"))
        await book.leave("board", id: "a")
        #expect(await book.people("board").map(\.id) == ["b"])
        #expect(await book.people("board").first?.since == first + .seconds(56))
        #expect(await book.people("nowhere") == [])
        await book.leave("nowhere", id: "a")
    }

    @Test("Whom a clock that was ahead has seen does not stay for as long as it was") func ahead() {
        let book = PresenceBook(clock: clock.clock, patience: .seconds(45))
        #expect(book.enter("board", id: "a", name: "Ugo"))
        clock.advance(.seconds(-30))
        #expect(book.people("board").map(\.id) == ["a"])
        clock.advance(.days(-1))
        #expect(book.people("board") == [])
    }

    @Test("Whoever enters again keeps the place, under a new name") func again() {
        let book = PresenceBook(clock: clock.clock)
        #expect(book.enter("board", id: "a", name: "Ugo"))
        clock.advance(.seconds(5))
        #expect(book.enter("board", id: "a", name: "Ugo B."))
        #expect(
            book.people("board") == [PresenceEntry(id: "a", name: "Ugo B.", since: clock.clock.now() - .seconds(5))])
    }

    @Test("There is room for so many, and places are forgotten with their last visitor") func bounds() {
        let book = PresenceBook(clock: clock.clock, patience: .seconds(10), mostPerPlace: 2, mostPlaces: 2)
        #expect(book.enter("a", id: "1", name: "1"))
        #expect(book.enter("a", id: "2", name: "2"))
        #expect(!book.enter("a", id: "3", name: "3"))
        #expect(book.enter("a", id: "2", name: "two"))
        #expect(book.enter("b", id: "1", name: "1"))
        #expect(!book.enter("c", id: "1", name: "1"))
        book.leave("b", id: "1")
        #expect(book.enter("c", id: "1", name: "1"))
        clock.advance(.seconds(11))
        #expect(book.enter("d", id: "1", name: "1"))
        #expect(book.enter("e", id: "1", name: "1"))
        #expect(book.people("a") == [])
    }
}
