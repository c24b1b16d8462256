import Testing

@testable import IngotRuntime

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct SettingsFileTests {
    static let spellings = [
        "api.listen: 0.0.0.0:1\nhardware_types: fake-hardware, manual-management\n",
        "api:\n  listen: 0.0.0.0:1\nhardware_types:\n  - fake-hardware\n  - manual-management\n",
        #"{"api": {"listen": "0.0.0.0:1"}, "hardware_types": ["fake-hardware", "manual-management"]}"#,
    ]

    @Test(arguments: spellings) func `a file may be nested, pointed or JSON`(text: String) throws {
        let settings = try Settings.read(file: try SettingsFile(path: "f", text: text))
        #expect(settings.listen == SocketAddress(host: "0.0.0.0", port: 1))
        #expect(settings.hardwareTypes == ["fake-hardware", "manual-management"])
    }

    @Test(arguments: ["", "# nothing\n", "---\n"]) func `an empty file sets nothing`(text: String) throws {
        #expect(try SettingsFile(path: "f", text: text).entries.isEmpty)
    }

    @Test(arguments: [("- a\n", "line 1"), ("role: {a: [b, {c: d}]}", "role.a"), ("role: [", "YAML"), ("word", "keys")])
    func `a file of another shape is refused with its place`(text: String, hint: String) throws {
        let problem = #expect(throws: SettingsProblem.self) { try SettingsFile(path: "/etc/f.yaml", text: text) }
        let message = try #require(problem).description
        #expect(message.contains("/etc/f.yaml") && message.contains(hint))
    }

    @Test func `a missing file stops the start`() throws {
        let problem = #expect(throws: SettingsProblem.self) { try SettingsFile.read("/nowhere/ingotd.yaml") }
        #expect(try #require(problem).description.contains("config = \"/nowhere/ingotd.yaml\""))
    }

    @Test func `the committed sample file is what the program prints`() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let committed = try String(contentsOf: package.appending(path: "docs/ingotd.yaml"), encoding: .utf8)
        #expect(
            committed == SettingsText.sampleFile,
            "write it anew with: swift run ingotd --print-sample-config > docs/ingotd.yaml")
    }

    @Test func `the sample file with every line in force gives the defaults`() throws {
        let lines = SettingsText.sampleFile.split(separator: "\n").map { line in
            line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
        }
        let file = try SettingsFile(path: "sample", text: lines.joined(separator: "\n"))
        #expect(file.entries.map(\.key) == Settings.table.map(\.key))
        let settings = try Settings.read(file: file)
        #expect(Settings.table.map { $0.show(settings) } == Settings.table.map(\.defaultText))
    }
}
