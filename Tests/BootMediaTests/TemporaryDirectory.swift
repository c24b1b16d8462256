import Foundation

/// Gives a test a directory of its own, which is gone afterwards.
func withTemporaryDirectory<Result>(
    isolation: isolated (any Actor)? = #isolation, _ work: (String) async throws -> Result
) async throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "boot-media-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await work(path)
}
