import Foundation
import IngotModel
import Testing

@Suite struct `Config drives` {
    @Test(arguments: ["", "openstack/latest"])
    func `a directory becomes the JSON that a drive is made from`(_ place: String) async throws {
        try await withDirectory(
            place, ["meta_data.json": #"{"name": "n"}"#, "user_data": "#cloud-config\n"]
        ) { path in
            let service = ScriptedService()
            let run = try await service.run("node", "deploy", "n", "--config-drive", path)
            #expect(run.exitCode == 0)
            let expected: JSONValue = [
                "target": "active", "configdrive": ["meta_data": ["name": "n"], "user_data": "#cloud-config\n"],
            ]
            #expect(service.requests.first?.body == expected)
        }
    }

    static let useless: [([String: String], String)] = [
        (["meta_data.json": "{", "user_data": ""], "meta_data.json: invalid JSON"),
        (["user_data": "", "notes.txt": ""], "notes.txt has no place"), ([:], "is empty"),
    ]

    @Test(arguments: useless)
    func `a directory that cannot become a drive is refused`(_ files: [String: String], _ words: String) async throws {
        try await withDirectory("", files) { path in
            let service = ScriptedService()
            let run = try await service.run("node", "deploy", "n", "--config-drive", path)
            #expect(run.exitCode == 64)
            #expect(run.reports.contains(words))
            #expect(service.calls.isEmpty)
        }
    }

    /// A directory with some files, at `place` below it, that is gone afterwards.
    private func withDirectory(
        _ place: String, _ files: [String: String], _ body: (String) async throws -> Void
    ) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "ingot-config-drive-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let directory = place.isEmpty ? root : root.appending(path: place)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: directory.appending(path: name)) }
        try await body(root.path)
    }
}
