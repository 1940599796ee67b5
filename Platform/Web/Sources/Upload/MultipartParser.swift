import Foundation

/// Why an upload cannot be read.
enum MultipartFault: Error, Equatable {
    /// It does not begin or go on as the boundary says, or there is something behind its end.
    case boundary
    /// It ends before its end.
    case truncated
    /// The head of a part is too long, or no head.
    case head
    /// A part without a name, or with one that is no text.
    case name
    /// A file whose name is a path, or no text.
    case fileName
    /// A part that has parts, or is encoded.
    case encoding
}

/// Takes `multipart/form-data` apart as it comes (RFC 7578; RFC 2046 section 5.1), strictly: what browsers and programs send is read,
/// what could be read in two ways is refused. It holds back no more than a boundary or the head of a part.
struct MultipartParser {
    /// What has been read.
    enum Event: Equatable {
        /// A part begins.
        case part(PartHead)
        /// Bytes of the part.
        case bytes(ArraySlice<UInt8>)
        /// The part has ended.
        case partEnd
    }

    private enum State {
        case start, delimited, head, body, end
    }

    private let opening: [UInt8]
    private let delimiter: [UInt8]
    private let largestHead: Int
    private var state = State.start
    private var pending: [UInt8] = []
    /// The most bytes that were held back between two pieces.
    private(set) var mostHeld = 0

    /// A boundary is 1 to 70 characters that RFC 2046 allows; others are nil.
    init?(boundary: String, largestHead: Int) {
        let bytes = Array(boundary.utf8)
        guard (1...70).contains(bytes.count), bytes.allSatisfy(Self.isBoundary), bytes.last != 0x20 else { return nil }
        opening = Array("--".utf8) + bytes
        delimiter = [0x0D, 0x0A] + opening
        self.largestHead = largestHead
    }

    private static func isBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        case 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true
        default: false
        }
    }

    /// Reads a piece. The pieces of bytes are given as they are found, so that nobody has to keep them.
    mutating func read(_ piece: some Collection<UInt8>) throws(MultipartFault) -> [Event] {
        let bytes = pending + piece
        var events: [Event] = []
        var position = 0
        while let next = try step(bytes, position, &events) { position = next }
        pending = Array(bytes[position...])
        mostHeld = max(mostHeld, pending.count)
        return events
    }

    /// Says that nothing more comes.
    func finish() throws(MultipartFault) {
        guard state == .end, pending.isEmpty || pending == Self.lastBreak else { throw .truncated }
    }

    /// Reads on from a position; nil when more bytes are needed.
    private mutating func step(
        _ bytes: [UInt8], _ position: Int, _ events: inout [Event]
    ) throws(MultipartFault) -> Int? {
        let rest = bytes[position...]
        switch state {
        case .start:
            guard rest.count >= opening.count else { return nil }
            guard rest.starts(with: opening) else { throw .boundary }
            state = .delimited
            return position + opening.count
        case .delimited:
            guard rest.count >= 2 else { return nil }
            switch (bytes[position], bytes[position + 1]) {
            case (0x0D, 0x0A): state = .head
            case (0x2D, 0x2D): state = .end
            default: throw .boundary
            }
            return position + 2
        case .head:
            guard let end = Self.find([0x0D, 0x0A, 0x0D, 0x0A], in: rest) else {
                if rest.count > largestHead { throw .head }
                return nil
            }
            if end - position > largestHead { throw .head }
            events.append(.part(try PartHead(bytes[position..<end])))
            state = .body
            return end + 4
        case .body: return body(rest, &events)
        case .end:
            guard rest.count <= 2, Self.lastBreak.starts(with: rest) else { throw .boundary }
            return nil
        }
    }

    /// A line break behind the end, which most programs send.
    private static let lastBreak: [UInt8] = [0x0D, 0x0A]

    private mutating func body(_ rest: ArraySlice<UInt8>, _ events: inout [Event]) -> Int? {
        if let found = Self.find(delimiter, in: rest) {
            if found > rest.startIndex { events.append(.bytes(rest[..<found])) }
            events.append(.partEnd)
            state = .delimited
            return found + delimiter.count
        }
        // The last bytes may be the beginning of a delimiter.
        let end = rest.endIndex - (delimiter.count - 1)
        guard end > rest.startIndex else { return nil }
        events.append(.bytes(rest[..<end]))
        return end
    }

    /// Where bytes are found; nil when they are not there.
    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first else { return nil }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var start = 0
            while start + needle.count <= buffer.count {
                guard let hit = memchr(base + start, Int32(first), buffer.count - needle.count - start + 1) else {
                    break
                }
                let offset = UnsafeRawPointer(hit) - base
                if memcmp(hit, needle, needle.count) == 0 { return bytes.startIndex + offset }
                start = offset + 1
            }
            return nil
        }
    }
}
