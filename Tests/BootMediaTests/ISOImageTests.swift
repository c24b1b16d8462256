import Testing

@testable import BootMedia

@Suite
struct `A CD image` {
    static let trees: [[String: [UInt8]]] = [
        ["openstack/latest/meta_data.json": Array(#"{"uuid": "1"}"#.utf8), "openstack/latest/user_data": []],
        ["a": [1], "A": [2], "a.b.c": [3], "a b": [4], "ä/ö": [5]],
        // One directory that needs several sectors, and a file that needs several.
        Dictionary(
            uniqueKeysWithValues: (0..<200).map { ("files/a-rather-long-name-of-a-file-\($0).text", [UInt8($0)]) }),
        ["1/2/3/4/5/6/deep": [UInt8](repeating: 7, count: 5000)],
        [:],
    ]

    @Test(arguments: trees)
    func `gives back its files under both kinds of names`(_ files: [String: [UInt8]]) throws {
        let image = try ISOImage(label: "config-2", files: files).encoded()
        for names in [ISOReader.Names.rockRidge, .joliet] {
            let reader = ISOReader(image: image, names: names)
            #expect(reader.files() == files)
            #expect(reader.label == "config-2")
            #expect(reader.sectorCount * 2048 == image.count)
        }
        #expect(ISOReader(image: image, names: .rockRidge).announcesRockRidge)
    }

    @Test(arguments: trees)
    func `has distinct identifiers of allowed characters for readers without extensions`(
        _ files: [String: [UInt8]]
    ) throws {
        let image = try ISOImage(label: "config-2", files: files).encoded()
        let paths = ISOReader(image: image, names: .plain).files().keys
        #expect(paths.count == files.count)
        #expect(paths.allSatisfy { $0.hasSuffix(";1") && $0.utf8.allSatisfy { $0 < 0x60 } })
    }

    @Test
    func `is the same bytes for the same files`() throws {
        let make = { try ISOImage(label: "x", files: Self.trees[2]).encoded() }
        #expect(try make() == (try make()))
    }

    @Test(arguments: [
        ("config-2", "../escape", "relative"),
        ("config-2", String(repeating: "n", count: 65), "longer than 64"),
        ("config-2", "1/2/3/4/5/6/7/8", "deeper than 7"),
        ("a label that is far too long", "file", "1 to 16"),
    ])
    func `refuses what cannot be written`(_ label: String, _ path: String, _ reason: String) {
        let error = #expect(throws: BuildError.self) { try ISOImage(label: label, files: [path: []]).encoded() }
        #expect(error?.evidence.contains(reason) == true)
    }

    @Test
    func `refuses a path that is both file and directory`() {
        let error = #expect(throws: BuildError.self) {
            try ISOImage(label: "x", files: ["a": [], "a/b": []]).encoded()
        }
        #expect(error?.evidence.contains("both a file and a directory") == true)
    }
}
