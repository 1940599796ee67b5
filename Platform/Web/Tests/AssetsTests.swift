import Foundation
import Testing

@testable import Web

@Suite("Files of the program and of features")
struct AssetsTests {
    private let temporary = TemporaryFolder()

    /// A folder with files by their names.
    private func folder(_ name: String, _ files: [String: String]) throws -> URL {
        let folder = temporary.url.appending(path: name)
        for (file, text) in files {
            let url = folder.appending(path: file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return folder
    }

    @Test("Each is found by its name, with the feature's before it")
    func names() throws {
        let own = try folder("own", ["css/shop.css": "a", ".hidden": "b"])
        let card = try folder("cards", ["css/shop.css": "c", "img/card.webp": "d"])
        let assets = try Assets(folders: [.init(own), .init(card, prefix: "cards/")])
        #expect(assets.names == ["cards/css/shop.css", "cards/img/card.webp", "css/shop.css"])
        #expect(assets.bytes(named: "cards/img/card.webp")?.type == "image/webp")
        #expect(assets.bytes(named: "cards/css/shop.css")?.bytes == Array("c".utf8))
        #expect(assets.address("cards/none.css") == "/assets/missing/cards/none.css")
    }

    @Test("Two of one name, a folder that is not there and a type that is not served stop the start by name")
    func faults() throws {
        let own = try folder("own", ["css/shop.css": "a"])
        let twin = try folder("twin", ["shop.css": "b"])
        #expect(throws: AssetFault.twice("css/shop.css")) {
            _ = try Assets(folders: [.init(own), .init(twin, prefix: "css/")])
        }
        let strange = try folder("strange", ["notes.docx": "b"])
        #expect(throws: AssetFault.unknownType("s/notes.docx")) {
            _ = try Assets(folders: [.init(strange, prefix: "s/")])
        }
        let nowhere = temporary.url.appending(path: "nowhere")
        #expect(throws: AssetFault.missing(nowhere.path)) { _ = try Assets(folders: [.init(nowhere)]) }
    }
}
