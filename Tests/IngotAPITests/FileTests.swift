import Foundation
import HTTPTypes
import Testing

struct FileTests {
    @Test func `files are served whole, in parts, and by their head`() async throws {
        try await Self.withDirectory { directory in
            try await APIFixture.run(configure: { $0.filesDirectory = directory.path }) { api in
                let whole = try await api.get("/files/images/a.raw")
                #expect(whole.status == 200)
                #expect(whole.text == "0123456789")
                let part = try await api.send(.get, "/files/images/a.raw", headers: ["Range": "bytes=2-5"])
                #expect(part.status == 206)
                #expect(part.text == "2345")
                #expect(part.header("Content-Range") == "bytes 2-5/10")
                let head = try await api.send(.head, "/files/images/a.raw")
                #expect(head.status == 200)
                #expect(head.header("Content-Length") == "10")
                #expect(head.header("Accept-Ranges") == "bytes")
                #expect(head.text.isEmpty)
            }
        }
    }

    @Test(arguments: [
        ("/files/none", 404), ("/files/../secret", 400), ("/files/%2e%2e/secret", 400),
        ("/files/images/..%2f..%2fsecret", 400), ("/files/images%00", 400), ("/files/%ff", 400),
    ])
    func `no path leaves the directory`(path: String, status: Int) async throws {
        try await Self.withDirectory { directory in
            try await APIFixture.run(configure: { $0.filesDirectory = directory.path }) { api in
                let answer = try await api.get(path)
                #expect(answer.status == status, "\(answer.text)")
                #expect(!answer.text.contains("hidden"))
            }
        }
    }

    private static func withDirectory(_ body: (URL) async throws -> Void) async throws {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent("ingot-files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: parent) }
        let directory = parent.appendingPathComponent("served")
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("images"), withIntermediateDirectories: true)
        try Data("0123456789".utf8).write(to: directory.appendingPathComponent("images/a.raw"))
        try Data("hidden".utf8).write(to: parent.appendingPathComponent("secret"))
        try await body(directory)
    }
}
