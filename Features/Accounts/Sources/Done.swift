import Web

/// What is said when there is nothing else to say.
struct Done: JSONWritable {
    static let example = Done()
    func write(to json: inout JSONWriter) { json.member("done", true) }
}
