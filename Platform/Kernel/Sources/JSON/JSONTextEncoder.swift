/// Writes one value into an output, at the depth at which the output is.
struct JSONTextEncoder: Encoder {
    let output: JSONOutput
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Keyed(output: output, place: output.open(object: true, at: depth)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        Unkeyed(output: output, place: output.open(object: false, at: depth))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(output: output) }
}

extension JSONTextEncoder {
    /// One value, in its place already.
    private struct Single: SingleValueEncodingContainer {
        let output: JSONOutput
        var codingPath: [any CodingKey] { [] }

        func encodeNil() { output.append("null") }
        func encode(_ value: Bool) { output.append(value ? "true" : "false") }
        func encode(_ value: String) { output.append(text: value) }
        func encode(_ value: Double) throws { try output.append(number: value) }
        func encode(_ value: Float) throws { try output.append(number: value) }
        func encode(_ value: Int) { output.append(number: value) }
        func encode(_ value: Int8) { output.append(number: value) }
        func encode(_ value: Int16) { output.append(number: value) }
        func encode(_ value: Int32) { output.append(number: value) }
        func encode(_ value: Int64) { output.append(number: value) }
        func encode(_ value: UInt) { output.append(number: value) }
        func encode(_ value: UInt8) { output.append(number: value) }
        func encode(_ value: UInt16) { output.append(number: value) }
        func encode(_ value: UInt32) { output.append(number: value) }
        func encode(_ value: UInt64) { output.append(number: value) }
        func encode(_ value: some Encodable) throws { try output.write(value) }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let output: JSONOutput
        let place: JSONPlace
        var codingPath: [any CodingKey] { [] }
        var count: Int { output.count(at: place) }

        private func next() throws -> Single {
            try output.proceed(at: place)
            return Single(output: output)
        }

        func encodeNil() throws { try next().encodeNil() }
        func encode(_ value: Bool) throws { try next().encode(value) }
        func encode(_ value: String) throws { try next().encode(value) }
        func encode(_ value: Double) throws { try next().encode(value) }
        func encode(_ value: Float) throws { try next().encode(value) }
        func encode(_ value: Int) throws { try next().encode(value) }
        func encode(_ value: Int8) throws { try next().encode(value) }
        func encode(_ value: Int16) throws { try next().encode(value) }
        func encode(_ value: Int32) throws { try next().encode(value) }
        func encode(_ value: Int64) throws { try next().encode(value) }
        func encode(_ value: UInt) throws { try next().encode(value) }
        func encode(_ value: UInt8) throws { try next().encode(value) }
        func encode(_ value: UInt16) throws { try next().encode(value) }
        func encode(_ value: UInt32) throws { try next().encode(value) }
        func encode(_ value: UInt64) throws { try next().encode(value) }
        func encode(_ value: some Encodable) throws { try next().encode(value) }

        func nestedContainer<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
            inside().container(keyedBy: Key.self)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { inside().unkeyedContainer() }
        func superEncoder() -> any Encoder { output.noSuper() }

        private func inside() -> JSONTextEncoder { output.inside { try $0.proceed(at: place) } }
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let output: JSONOutput
        let place: JSONPlace
        var codingPath: [any CodingKey] { [] }

        private func next(_ key: Key) throws -> Single {
            try output.proceed(at: place, key: key.stringValue)
            return Single(output: output)
        }

        func encodeNil(forKey key: Key) throws { try next(key).encodeNil() }
        func encode(_ value: Bool, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: String, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Double, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Float, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Int, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Int8, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Int16, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Int32, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: Int64, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: UInt, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: UInt8, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: UInt16, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: UInt32, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: UInt64, forKey key: Key) throws { try next(key).encode(value) }
        func encode(_ value: some Encodable, forKey key: Key) throws { try next(key).encode(value) }

        func nestedContainer<Inner: CodingKey>(
            keyedBy _: Inner.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Inner> {
            inside(key).container(keyedBy: Inner.self)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { inside(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { output.noSuper() }
        func superEncoder(forKey _: Key) -> any Encoder { output.noSuper() }

        private func inside(_ key: Key) -> JSONTextEncoder {
            output.inside { try $0.proceed(at: place, key: key.stringValue) }
        }
    }
}

extension JSONOutput {
    /// An encoder for what comes next in a place; where the place has ended, one whose text nobody reads, because the whole fails.
    fileprivate func inside(_ proceed: (JSONOutput) throws -> Void) -> JSONTextEncoder {
        do {
            try proceed(self)
            return JSONTextEncoder(output: self, depth: depth)
        } catch {
            fail("two containers by turns")
            return JSONTextEncoder(output: JSONOutput(), depth: 0)
        }
    }

    fileprivate func noSuper() -> JSONTextEncoder {
        fail("a container of the superclass")
        return JSONTextEncoder(output: JSONOutput(), depth: 0)
    }
}
