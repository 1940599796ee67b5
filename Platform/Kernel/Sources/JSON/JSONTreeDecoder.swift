/// Reads a value from a tree that was parsed.
struct JSONTreeDecoder: Decoder {
    let tree: FieldTree
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy _: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = tree else { throw mismatch([String: FieldTree].self) }
        return KeyedDecodingContainer(Keyed(members: members, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let items) = tree else { throw mismatch([FieldTree].self) }
        return Unkeyed(items: items, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "it is \(tree.kind)")
        return tree == .absent ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    private func integer<T: FixedWidthInteger>() throws -> T {
        guard case .number(let text) = tree else { throw mismatch(T.self) }
        if let value = T(text) ?? Double(text).flatMap({ T(exactly: $0) }) { return value }
        throw DecodingError.dataCorrupted(
            .init(codingPath: codingPath, debugDescription: "\(text) does not fit \(T.self)"))
    }
}

extension JSONTreeDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { tree == .absent }

    func decode(_: Bool.Type) throws -> Bool {
        guard case .boolean(let value) = tree else { throw mismatch(Bool.self) }
        return value
    }

    func decode(_: String.Type) throws -> String {
        guard case .text(let value) = tree else { throw mismatch(String.self) }
        return value
    }

    func decode(_: Double.Type) throws -> Double {
        guard case .number(let text) = tree, let value = Double(text), value.isFinite else {
            throw mismatch(Double.self)
        }
        return value
    }

    func decode(_: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_: Int.Type) throws -> Int { try integer() }
    func decode(_: Int8.Type) throws -> Int8 { try integer() }
    func decode(_: Int16.Type) throws -> Int16 { try integer() }
    func decode(_: Int32.Type) throws -> Int32 { try integer() }
    func decode(_: Int64.Type) throws -> Int64 { try integer() }
    func decode(_: UInt.Type) throws -> UInt { try integer() }
    func decode(_: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_: UInt64.Type) throws -> UInt64 { try integer() }
    func decode<T: Decodable>(_: T.Type) throws -> T { try T(from: self) }
}

extension JSONTreeDecoder {
    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let members: [String: FieldTree]
        let codingPath: [any CodingKey]
        var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

        func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

        private func value(_ key: any CodingKey) throws -> JSONTreeDecoder {
            guard let tree = members[key.stringValue] else {
                throw DecodingError.keyNotFound(
                    key, .init(codingPath: codingPath, debugDescription: "it is not there"))
            }
            return JSONTreeDecoder(tree: tree, codingPath: codingPath + [key])
        }

        func decodeNil(forKey key: Key) throws -> Bool { try value(key).decodeNil() }
        func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).decode(type) }
        func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).decode(type) }
        func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).decode(type) }
        func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).decode(type) }
        func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).decode(type) }
        func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).decode(type) }
        func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).decode(type) }
        func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).decode(type) }
        func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).decode(type) }
        func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).decode(type) }
        func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).decode(type) }
        func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).decode(type) }
        func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).decode(type) }
        func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).decode(type) }
        func decode<T: Decodable>(_: T.Type, forKey key: Key) throws -> T { try T(from: try value(key)) }

        func nestedContainer<Inner: CodingKey>(
            keyedBy type: Inner.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Inner> {
            try value(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try value(key).unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder { try value(IndexKey(name: "super")) }
        func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let items: [FieldTree]
        let codingPath: [any CodingKey]
        var currentIndex = 0
        var count: Int? { items.count }
        var isAtEnd: Bool { currentIndex >= items.count }

        init(items: [FieldTree], codingPath: [any CodingKey]) {
            self.items = items
            self.codingPath = codingPath
        }

        private var current: JSONTreeDecoder {
            get throws {
                let key = IndexKey(name: String(currentIndex))
                guard !isAtEnd else {
                    throw DecodingError.valueNotFound(
                        FieldTree.self, .init(codingPath: codingPath + [key], debugDescription: "the list has ended"))
                }
                return JSONTreeDecoder(tree: items[currentIndex], codingPath: codingPath + [key])
            }
        }

        /// Passes the element once it has been read.
        private mutating func next<T>(_ read: (JSONTreeDecoder) throws -> T) throws -> T {
            let value = try read(try current)
            currentIndex += 1
            return value
        }

        mutating func decodeNil() throws -> Bool {
            guard try current.decodeNil() else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<T: Decodable>(_: T.Type) throws -> T { try next { try T(from: $0) } }

        mutating func nestedContainer<Inner: CodingKey>(
            keyedBy type: Inner.Type
        ) throws -> KeyedDecodingContainer<Inner> {
            try next { try $0.container(keyedBy: type) }
        }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            try next { try $0.unkeyedContainer() }
        }

        mutating func superDecoder() throws -> any Decoder { try next { $0 } }
    }

    private struct IndexKey: CodingKey {
        let stringValue: String
        var intValue: Int? { Int(stringValue) }
        init(name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { stringValue = String(intValue) }
    }
}

extension FieldTree {
    fileprivate var kind: String {
        switch self {
        case .absent: "null"
        case .text: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
