import Foundation
import IngotModel
import Testing

@testable import IngotStorage

struct SQLiteFilesTests {
    /// A directory that everybody may read, as operators make them, with the modes of the database's files in it.
    private func modes(opening files: [String: Int]) async throws -> [String: Int] {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ingot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, mode) in files {
            let path = directory.appending(path: name).path
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: mode])
        }
        let store = try Store.sqlite(path: directory.appending(path: "ingot.sqlite").path)
        try await store.migrate()
        var modes: [String: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
            let facts = try FileManager.default.attributesOfItem(atPath: directory.appending(path: name).path)
            modes[name] = (facts[.posixPermissions] as? NSNumber)?.intValue
        }
        await store.close()
        return modes
    }

    private static let allPrivate = ["ingot.sqlite": 0o600, "ingot.sqlite-wal": 0o600, "ingot.sqlite-shm": 0o600]

    @Test func `nobody else may read a new database`() async throws {
        #expect(try await modes(opening: [:]) == Self.allPrivate)
    }

    @Test func `a database that others could read is closed to them`() async throws {
        #expect(try await modes(opening: Self.allPrivate.mapValues { _ in 0o644 }) == Self.allPrivate)
    }
}
