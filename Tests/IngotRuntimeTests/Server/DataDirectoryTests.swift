import Testing

@testable import IngotRuntime

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct DataDirectoryTests {
    @Test func `two servers never share a directory`() throws {
        try withTemporaryDirectory { path in
            let first = try DataDirectory("\(path)/new/data")
            let error = #expect(throws: DataDirectoryError.self) { try DataDirectory(first.path) }
            #expect(
                try #require(error).description.contains(
                    "in use by another ingotd (process \(ProcessInfo.processInfo.processIdentifier))"))
        }
    }

    @Test func `a directory is free again when its server is gone`() throws {
        try withTemporaryDirectory { path in
            do { _ = try DataDirectory(path) }
            #expect(throws: Never.self) { try DataDirectory(path) }
        }
    }

    @Test func `a path that cannot be a directory is refused with advice`() throws {
        let error = #expect(throws: DataDirectoryError.self) { try DataDirectory("/dev/null/data") }
        #expect(try #require(error).description.contains("--data DIR"))
    }
}
