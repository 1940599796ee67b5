import Kernel

extension FieldReader {
    /// A field that may be absent, read by a function that takes it for required.
    public mutating func optional<T>(_ name: StaticString, _ read: (inout FieldReader) -> T) -> T? {
        if describing {
            let count = schema.properties.count
            _ = read(&self)
            for index in schema.properties.indices.dropFirst(count) {
                let property = schema.properties[index]
                schema.properties[index] = .init(
                    name: property.name, schema: .nullable(property.schema), required: false)
            }
            return nil
        }
        let tree = members[name.description] ?? .absent
        if tree == .absent || (lenient && tree.isBlank) {
            asked.insert(name.description)
            return nil
        }
        return read(&self)
    }
}
