import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Web

@Suite("A connection is watched") struct ConnectionGuardTests {
    @Test("A head that does not come ends the connection, and so does an answer that does not leave") func heads()
        throws
    {
        let silent = try GuardedLine()
        silent.wait(19)
        #expect(silent.isOpen)
        silent.wait(1)
        #expect(!silent.isOpen)
        let slow = try GuardedLine()
        slow.wait(15)
        try slow.head(.get)
        try slow.end()
        slow.wait(19)
        #expect(slow.isOpen)
        slow.wait(2)
        #expect(!slow.isOpen)
    }

    @Test("Between two requests nothing is due, and each begins anew") func keepAlive() throws {
        let line = try GuardedLine()
        for _ in 0..<5 {
            try line.head(.get)
            try line.end()
            line.wait(12)
            try line.answerHead()
            try line.answerEnd()
            line.wait(100)
            #expect(line.isOpen)
        }
        try line.head(.get)
        line.wait(21)
        #expect(!line.isOpen)
    }

    @Test("A body at an honest pace may take as long as it needs") func honest() throws {
        let line = try GuardedLine()
        try line.head(length: 600_000)
        for _ in 0..<60 {
            line.wait(9)
            try line.body(10_000)
        }
        #expect(line.isOpen)
        try line.end()
        line.wait(19)
        #expect(line.isOpen)
        line.wait(1)
        #expect(!line.isOpen)
    }

    @Test("A trickle may not, nor silence after a rush") func trickle() throws {
        let drops = try GuardedLine()
        try drops.head(length: 600_000)
        var seconds = 0
        while drops.isOpen, seconds < 1000 {
            drops.wait(1)
            seconds += 1
            if drops.isOpen { try drops.body(1) }
        }
        #expect(seconds == 21)
        let rush = try GuardedLine()
        try rush.head(length: 600_000)
        try rush.body(500_000)
        rush.wait(19)
        #expect(rush.isOpen)
        rush.wait(1)
        #expect(!rush.isOpen)
    }

    @Test("A route may have a time of its own") func deadlines() throws {
        let long = try GuardedLine()
        try long.head(.get)
        try long.end()
        long.order(.deadline(.seconds(60)))
        long.wait(59)
        #expect(long.isOpen)
        long.wait(1)
        #expect(!long.isOpen)
        let short = try GuardedLine()
        try short.head(.get)
        try short.end()
        short.order(.deadline(.seconds(2)))
        short.wait(2)
        #expect(!short.isOpen)
        let next = try GuardedLine()
        for time in [Int64(60), 0] {
            try next.head(.get)
            try next.end()
            if time > 0 { next.order(.deadline(.seconds(time))) }
            next.wait(19)
            try next.answerHead()
            try next.answerEnd()
        }
        try next.head(.get)
        next.wait(20)
        #expect(!next.isOpen)
    }

    @Test("An answer that is read at an honest pace may take as long as it needs, a held one may not") func answers()
        throws
    {
        let line = try GuardedLine()
        try line.head(.get)
        try line.end()
        try line.answerHead()
        for _ in 0..<20 {
            line.wait(15)
            try line.answerBody(20_000)
        }
        #expect(line.isOpen)
        line.wait(21)
        #expect(!line.isOpen)
    }

    @Test("A stream of events has no deadline") func events() throws {
        let line = try GuardedLine()
        try line.head(.get)
        try line.end()
        try line.answerHead(.ok, [.contentType: "text/event-stream"])
        line.wait(100_000)
        #expect(line.isOpen)
    }

    @Test("The rest of what was refused is thrown away when it is little, and the connection goes on") func littleRest()
        throws
    {
        let line = try GuardedLine()
        try line.head(length: 4000)
        try line.answerHead(.forbidden)
        try line.answerEnd()
        #expect(try line.sentFields()?.contains(.connection) == false)
        _ = try line.received()
        try line.body(4000)
        #expect(try line.received().isEmpty)
        try line.end()
        #expect(try line.received().count == 1)
        line.wait(100)
        #expect(line.isOpen)
        try line.head(.get)
        #expect(try line.received().count == 1)
    }

    @Test("When it is much, or nobody says how much, the answer ends the connection", arguments: [5001, nil])
    func muchRest(_ length: Int?) throws {
        let line = try GuardedLine()
        try line.head(length: length, chunked: length == nil)
        try line.answerHead(.contentTooLarge)
        try line.answerEnd()
        #expect(try line.sentFields()?[.connection] == "close")
        _ = try line.received()
        try line.body(5000)
        #expect(line.isOpen)
        #expect(try line.received().isEmpty)
        try line.body(1)
        #expect(!line.isOpen)
    }

    @Test("A rest that does not come ends the connection too") func lateRest() throws {
        let line = try GuardedLine()
        try line.head(length: 4000)
        try line.answerHead(.tooManyRequests)
        try line.answerEnd()
        line.wait(3)
        try line.body(1)
        #expect(line.isOpen)
        line.wait(2)
        #expect(!line.isOpen)
    }

    @Test("After an answer that ends the connection no further request is looked at") func over() throws {
        let line = try GuardedLine()
        try line.head(.get)
        try line.end()
        try line.answerHead(.ok, [.connection: "close"])
        try line.answerEnd()
        _ = try line.received()
        try line.head(.get)
        #expect(try line.received().isEmpty)
        try line.end()
        #expect(!line.isOpen)
    }

    @Test("A client that wants nothing more gets its answer, and the connection ends soon") func lastRequest() throws {
        let line = try GuardedLine()
        try line.head(.get, isLast: true)
        try line.end()
        try line.answerHead()
        try line.answerEnd()
        #expect(try line.sentFields()?[.connection] == "close")
        line.wait(4)
        #expect(line.isOpen)
        line.wait(1)
        #expect(!line.isOpen)
    }

    @Test("A request that came while another was answered has its own time") func pipelined() throws {
        let line = try GuardedLine()
        try line.head(.get)
        try line.end()
        try line.head(.get)
        try line.end()
        line.wait(15)
        try line.answerHead()
        try line.answerEnd()
        line.wait(15)
        #expect(line.isOpen)
        line.wait(5)
        #expect(!line.isOpen)
    }

    @Test("Who waits for leave to send is told") func proceed() throws {
        let line = try GuardedLine()
        try line.head(length: 10)
        line.order(.proceed)
        guard case .head(let head)? = try line.channel.readOutbound(as: HTTPResponsePart.self) else {
            Issue.record("nothing was sent")
            return
        }
        #expect(head.status == .continue)
        #expect(line.isOpen)
    }

    @Test("One household has its share of connections, and gets it back") func shares() throws {
        let peers = Peers(most: 1)
        let first = try GuardedLine(peers: peers)
        #expect(first.isOpen)
        let second = try GuardedLine(peers: peers)
        #expect(!second.isOpen)
        #expect(try GuardedLine(peers: peers, address: "192.0.2.2").isOpen)
        try first.channel.close().wait()
        #expect(peers.count("192.0.2.1") == 0)
        #expect(try GuardedLine(peers: peers).isOpen)
    }
}
