import Foundation
import Testing

@testable import IngotAPI

/// Codes are part of what callers rely on.
struct ErrorCodeTests {
    private static let sources = URL(filePath: #filePath).appending(path: "../../../../Sources").standardized

    /// Every code that stands in the sources of those who refuse.
    private static let used: [String] = {
        let groups = [
            "Fronts/IngotAPI", "Fronts/IngotAuth", "Engine/IngotConductor", "Engine/IngotHardware",
            "Engine/IngotDrivers",
        ]
        let files = groups.flatMap { group in
            FileManager.default.enumerator(at: sources.appending(path: group), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        }
        let texts = files.compactMap { try? String(contentsOf: $0, encoding: .utf8) }
        return Set(texts.flatMap { $0.matches(of: /code: "([a-z0-9_]+)"/).map { String($0.output.1) } }).sorted()
    }()

    @Test func `the sources were found`() {
        #expect(Self.used.contains("node_protected"))
    }

    @Test(arguments: used)
    func `every code is written down with its meaning`(code: String) {
        #expect(ErrorCode.isKnown(code), "Add '\(code)' to ErrorCode, with what it means")
    }

    @Test func `no code is written down twice`() {
        let all = [
            ErrorCode.requests, ErrorCode.access, ErrorCode.objects, ErrorCode.nodes, ErrorCode.hardware,
            ErrorCode.server,
        ].flatMap { $0 }
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(all.allSatisfy { $0.code.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil })
    }
}
