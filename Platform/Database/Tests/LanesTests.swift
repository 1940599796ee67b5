import Testing

@testable import Database

/// The lanes by reference, since an expectation lends nothing that changes.
private final class Traffic<Item: Sendable> {
    var lanes: Lanes<Item>
    init(width: Int) { lanes = Lanes(width: width) }
    func open() -> Int { lanes.open() }
    func submit(_ item: Item, to lane: Int) -> Bool { lanes.submit(item, to: lane) }
    func take() -> Lanes<Item>.Entry? { lanes.take() }
    func finish(_ entry: Lanes<Item>.Entry, putBack: Bool = false) -> Bool { lanes.finish(entry, putBack: putBack) }
    func expire(_ limit: ContinuousClock.Instant) -> [Item] { lanes.expire(limit).map(\.item) }
}

@Suite struct LanesTests {
    @Test func lanesTakeTurnsHoweverMuchOneQueues() {
        let lanes = Traffic<String>(width: 1)
        let (busy, quiet, late) = (lanes.open(), lanes.open(), lanes.open())
        for number in 1...100 { #expect(lanes.submit("busy \(number)", to: busy)) }
        for number in 1...3 { #expect(lanes.submit("quiet \(number)", to: quiet)) }
        var order: [String] = []
        while let entry = lanes.take() {
            order.append(entry.item)
            _ = lanes.finish(entry)
            if order.count == 4 { #expect(lanes.submit("late", to: late)) }
        }
        #expect(order.prefix(8) == ["busy 1", "quiet 1", "busy 2", "quiet 2", "busy 3", "quiet 3", "late", "busy 4"])
        #expect(order.count == 104)
        #expect(order.last == "busy 100")
    }

    @Test func aLaneHasThreeQuartersWhileThereAreOthers() {
        for (width, share) in [(1, 1), (2, 1), (3, 2), (4, 3), (16, 12)] {
            let lanes = Traffic<Int>(width: width)
            let lane = lanes.open()
            let other = lanes.open()
            for number in 0..<20 { #expect(lanes.submit(number, to: lane)) }
            let taken = (0..<width).compactMap { _ in lanes.take() }
            #expect(taken.map(\.item) == Array(0..<share), "\(width)")
            #expect(lanes.submit(99, to: other))
            #expect(lanes.take()?.item == 99)
            // One more when one is done, and whoever waits for that is told.
            #expect(lanes.finish(taken[0]))
            #expect(lanes.take()?.item == share)
        }
        let alone = Traffic<Int>(width: 4)
        let lane = alone.open()
        for number in 0..<5 { #expect(alone.submit(number, to: lane)) }
        #expect((0..<4).compactMap { _ in alone.take()?.item } == [0, 1, 2, 3])
    }

    @Test func whatIsPutBackComesNext() throws {
        let lanes = Traffic<Int>(width: 2)
        let lane = lanes.open()
        for number in 0..<2 { #expect(lanes.submit(number, to: lane)) }
        let taken = lanes.take()
        let first = try #require(taken)
        #expect(lanes.finish(first, putBack: true))
        #expect(lanes.take()?.item == 0)
        #expect(lanes.take()?.item == 1)
        #expect(lanes.take() == nil)
        #expect(lanes.lanes.isEmpty)
    }

    @Test func whatWaitsTooLongIsTakenOutOfEveryLane() throws {
        let lanes = Traffic<Int>(width: 1)
        let (one, two) = (lanes.open(), lanes.open())
        #expect(lanes.submit(1, to: one))
        #expect(lanes.submit(2, to: two))
        let middle = ContinuousClock.now
        #expect(lanes.submit(3, to: one))
        #expect(try #require(lanes.lanes.oldest) <= middle)
        #expect(Set(lanes.expire(middle)) == [1, 2])
        #expect(lanes.take()?.item == 3)
        #expect(lanes.lanes.oldest == nil)
    }

    @Test func aLaneThatIsClosedEndsWithItsLastTransaction() async throws {
        let lanes = Traffic<Int>(width: 1)
        let lane = lanes.open()
        #expect(lanes.submit(1, to: lane))
        let taken = lanes.take()
        let entry = try #require(taken)
        await withCheckedContinuation { continuation in
            lanes.lanes.close(lane, continuation)
            #expect(!lanes.submit(2, to: lane))
            let early = lanes.lanes.endLanes()
            #expect(early.isEmpty)
            _ = lanes.finish(entry)
            let ended = lanes.lanes.endLanes()
            #expect(ended.count == 1)
            for continuation in ended { continuation.resume() }
        }
        lanes.lanes.close()
        let late = lanes.open()
        #expect(!lanes.submit(3, to: late))
    }
}
