import Foundation
import Kernel
import Testing

/// Foundation's coders are the oracle: what one side writes the other reads, and says no to the same.
@Suite struct JSONTextTests {
    enum Choice: Codable, Hashable {
        case nothing
        case some(Int, named: String)
    }

    struct Inner: Codable, Hashable {
        var zeta: String
        var alpha: [Int]
        var choice: Choice
        var maybe: String?
    }

    struct Outer: Codable, Hashable {
        var text: String
        var inner: Inner
        var numbers: [Double]
        var byName: [String: Int]
        var byNumber: [Int: String]
        var flags: [[Bool]]
        var big: UInt64
        var small: Int64
        var single: Float
        var empty: [String]
        var none: [String: Inner]
        var options: [Int?]
    }

    static func example(_ generator: inout some RandomNumberGenerator) -> Outer {
        let scalars = [
            "a", "\"", "\\", "/", "\n", "\r", "\t", "\u{1}", "\u{1f}", "\u{7f}", "é", "🍕", "\u{2028}", "e\u{301}",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in scalars.randomElement(using: &generator) ?? "" }
                .joined()
        }
        func inner() -> Inner {
            Inner(
                zeta: text(), alpha: (0..<Int.random(in: 0...3, using: &generator)).map { $0 - 1 },
                choice: Bool.random(using: &generator) ? .nothing : .some(7, named: text()),
                maybe: Bool.random(using: &generator) ? nil : text())
        }
        var byName: [String: Int] = [:]
        for _ in 0..<4 { byName[text()] = Int.random(in: -9...9, using: &generator) }
        return Outer(
            text: text(), inner: inner(),
            numbers: [0, -0.5, 1e300, .random(in: -1...1, using: &generator), 5, 1e-7], byName: byName,
            byNumber: [3: text(), -1: text()], flags: [[], [true, false]], big: .max, small: .min, single: 0.1,
            empty: [],
            none: Bool.random(using: &generator) ? [:] : [text(): inner()], options: [1, nil, 3])
    }

    @Test(arguments: 0..<200) func foundationReadsWhatItWritesAndTheOtherWayRound(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let value = Self.example(&generator)
        let text = try JSONText.encode(value)
        #expect(try JSONDecoder().decode(Outer.self, from: Data(text.utf8)) == value)
        let theirs = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        #expect(try JSONText.decode(Outer.self, from: theirs) == value)
        #expect(try JSONText.decode(Outer.self, from: text) == value)
        // The order in which a dictionary happens to be differs from one to the next.
        var again = value
        again.byName = Dictionary(uniqueKeysWithValues: value.byName.shuffled(using: &generator))
        let other = try JSONText.encode(again)
        #expect(other == text)
    }

    @Test func keysAreSortedInsideAndOut() throws {
        let inner = Inner(zeta: "a/\"\\\u{2}\u{1f}\n", alpha: [2, 1], choice: .some(1, named: "ü"), maybe: nil)
        #expect(
            try JSONText.encode(["b": inner, "a": inner]).contains(
                #""b":{"alpha":[2,1],"choice":{"some":{"_0":1,"named":"ü"}},"zeta":"a/\"\\\u0002\u001f\n"}}"#))
        #expect(try JSONText.encode(["b": 1, "a": 2, "": 3]) == #"{"":3,"a":2,"b":1}"#)
        #expect(try JSONText.encode(5.0) == "5")
        #expect(try JSONText.encode("x") == #""x""#)
        #expect(try JSONText.encode(Int?.none) == "null")
        #expect(try JSONText.encode([true, nil]) == "[true,null]")
        struct Nothing: Encodable { func encode(to _: any Encoder) {} }
        #expect(try JSONText.encode([Nothing()]) == "[{}]")
    }

    struct Numbers: Codable, Equatable {
        var a: Int8
        var b: Int16
        var c: Int32
        var d: UInt
        var e: UInt8
        var f: UInt16
        var g: UInt32
        var h: Bool
        var i: Float
    }

    @Test func numbersOfEveryWidthComeBack() throws {
        let value = Numbers(a: -128, b: -3, c: 70_000, d: 9, e: 255, f: 65_535, g: 4_000_000_000, h: true, i: 1.5)
        #expect(
            try JSONText.encode(value)
                == #"{"a":-128,"b":-3,"c":70000,"d":9,"e":255,"f":65535,"g":4000000000,"h":true,"i":1.5}"#)
        #expect(try JSONText.decode(Numbers.self, from: JSONText.encode(value)) == value)
        func there<T: Codable & Equatable>(_ value: T) throws -> Bool {
            try JSONText.decode(from: JSONText.encode([value])) == [value]
                && JSONText.decode(from: JSONText.encode(value)) == value
        }
        #expect(try there(Int8.min))
        #expect(try there(Int16.min))
        #expect(try there(Int32.min))
        #expect(try there(Int64.min))
        #expect(try there(Int.max))
        #expect(try there(UInt8.max))
        #expect(try there(UInt16.max))
        #expect(try there(UInt32.max))
        #expect(try there(UInt64.max))
        #expect(try there(UInt.max))
        #expect(try there(Float.pi))
        #expect(try there(Double.pi))
        #expect(try there(true))
        #expect(try there("\u{0}"))
    }

    @Test(arguments: [
        (#"{"zeta":1,"alpha":[],"choice":{"nothing":{}}}"#, "zeta"), (#"{"zeta":"","alpha":[1,"2"]}"#, "alpha.1"),
        (#"{"zeta":"","alpha":{},"choice":{}}"#, "alpha"), (#"{"zeta":null,"alpha":[]}"#, "zeta"),
        (#"{"zeta":"","alpha":[1.5]}"#, "alpha.0"), (#"{"zeta":"","alpha":[9223372036854775808]}"#, "alpha.0"),
        (#"{"zeta":"","alpha":[1e2],"choice":{"some":{"_0":true,"named":""}}}"#, "choice.some._0"),
    ]) func whatDoesNotFitIsRefusedWithTheWayToIt(text: String, path: String) throws {
        let error = try #require(throws: DecodingError.self) { try JSONText.decode(Inner.self, from: text) }
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context
            default: nil
            }
        #expect(context?.codingPath.map(\.stringValue).joined(separator: ".") == path)
    }

    @Test(arguments: ["", "{", "{}", "[]", #"{"zeta":1}x"#]) func aMissingMemberAndNoJSONAreRefused(text: String) {
        #expect(throws: DecodingError.self) { try JSONText.decode(Inner.self, from: text) }
    }

    @Test func aListIsReadOnlyAsFarAsItGoes() throws {
        struct Pair: Decodable {
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                #expect(list.count == 1)
                _ = try list.decode(Int.self)
                #expect(list.isAtEnd)
                _ = try list.decode(Int.self)
            }
        }
        #expect(throws: DecodingError.self) { try JSONText.decode(Pair.self, from: "[1]") }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func noNumberIsNotWritten(number: Double) {
        #expect(throws: EncodingError.self) { try JSONText.encode([number]) }
        #expect(throws: EncodingError.self) { try JSONText.encode(["a": Float(number)]) }
    }

    private struct ByHand: Codable, Equatable {
        enum Key: String, CodingKey { case list, object, last }
        func encode(to encoder: any Encoder) throws {
            var all = encoder.container(keyedBy: Key.self)
            var object = all.nestedContainer(keyedBy: Key.self, forKey: .object)
            try object.encode(1, forKey: .last)
            var list = all.nestedUnkeyedContainer(forKey: .list)
            try list.encode(2)
            var inner = list.nestedContainer(keyedBy: Key.self)
            try inner.encodeNil(forKey: .last)
            var innermost = list.nestedUnkeyedContainer()
            try innermost.encode("x")
            #expect(list.count == 3)
            var same = encoder.container(keyedBy: Key.self)
            try same.encode(true, forKey: .last)
        }
        init() {}
        init(from decoder: any Decoder) throws {
            let all = try decoder.container(keyedBy: Key.self)
            #expect(Set(all.allKeys) == [.list, .object, .last])
            let object = try all.nestedContainer(keyedBy: Key.self, forKey: .object)
            #expect(try object.decode(Int.self, forKey: .last) == 1)
            #expect(!object.contains(.list))
            var list = try all.nestedUnkeyedContainer(forKey: .list)
            #expect(try !list.decodeNil())
            #expect(try list.decode(Int.self) == 2)
            let inner = try list.nestedContainer(keyedBy: Key.self)
            #expect(try inner.decodeNil(forKey: .last))
            var innermost = try list.nestedUnkeyedContainer()
            #expect(try String(from: innermost.superDecoder()) == "x")
            #expect(try Bool(from: all.superDecoder(forKey: .last)))
        }
    }

    @Test func containersInsideContainersComeOneAfterTheOther() throws {
        let text = try JSONText.encode(ByHand())
        #expect(text == #"{"last":true,"list":[2,{"last":null},["x"]],"object":{"last":1}}"#)
        #expect(try JSONText.decode(ByHand.self, from: text) == ByHand())
    }

    @Test func whatWouldBeWrittenWronglyIsRefused() {
        enum Key: String, CodingKey { case a, b }
        struct Turns: Encodable {
            let how: Int
            func encode(to encoder: any Encoder) throws {
                var all = encoder.container(keyedBy: Key.self)
                switch how {
                case 0:
                    var (first, second) = (
                        all.nestedUnkeyedContainer(forKey: .a), all.nestedUnkeyedContainer(forKey: .b)
                    )
                    try second.encode(1)
                    try first.encode(2)
                case 1:
                    var (first, second) = (
                        all.nestedUnkeyedContainer(forKey: .a), all.nestedUnkeyedContainer(forKey: .b)
                    )
                    try second.encode(1)
                    _ = first.nestedContainer(keyedBy: Key.self)
                case 2: try 1.encode(to: all.superEncoder())
                case 3: try 1.encode(to: all.superEncoder(forKey: .a))
                case 4:
                    var list = all.nestedUnkeyedContainer(forKey: .a)
                    try 1.encode(to: list.superEncoder())
                case 5:
                    try all.encode(1, forKey: .a)
                    try all.encode(2, forKey: .a)
                default:
                    try all.encode(1, forKey: .a)
                    var list = encoder.unkeyedContainer()
                    try list.encode(1)
                }
            }
        }
        for how in 0...6 {
            #expect(throws: EncodingError.self, "\(how)") { try JSONText.encode([Turns(how: how)]) }
        }
    }

    @Test func whatIsDeeperThanTheProgramWritesIsRefused() throws {
        indirect enum Deep: Codable, Equatable {
            case end
            case more([Deep])
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                self = list.isAtEnd ? .end : .more([try list.decode(Deep.self)])
            }
        }
        let text = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(try JSONText.decode(Deep.self, from: text) != .end)
        let deeper = String(repeating: "[", count: 100_000)
        #expect(throws: DecodingError.self) { try JSONText.decode(Deep.self, from: deeper) }
    }
}
