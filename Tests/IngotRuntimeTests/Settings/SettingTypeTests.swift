import Testing

@testable import IngotRuntime

@Suite struct SettingTypeTests {
    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("90", .seconds(90)), ("5m", .seconds(300)), ("2h", .seconds(7_200)),
    ])
    func `a time is read with its unit`(text: String, duration: Duration) {
        #expect(SettingType.duration(.zero ... .seconds(86_400)).parse(text) == duration)
    }

    @Test(arguments: [("1MiB", 1 << 20), ("4096", 4_096), ("3KiB", 3_072)])
    func `a size is read with its unit`(text: String, size: Int) {
        #expect(SettingType.size(0...1 << 30).parse(text) == size)
    }

    @Test(arguments: ["0s", "1ms", "90s", "2m", "36h"]) func `a time is shown as it is written`(text: String) {
        let type = SettingType.duration(.zero ... .seconds(1_000_000))
        #expect(type.parse(text).map(type.show) == text)
    }

    @Test(arguments: [("127.0.0.1:0", "127.0.0.1", 0), ("[::1]:6385", "::1", 6_385), ("localhost:80", "localhost", 80)])
    func `an address keeps its host and port`(text: String, host: String, port: Int) {
        let address = SocketAddress(text)
        #expect(address == SocketAddress(host: host, port: port))
        #expect(address?.description == text)
    }

    @Test(arguments: ["", ":1", "a", "a:", "a:-1", "::1:80", "[::1]", "a b:1", "[]:1"])
    func `an address without host or port is refused`(text: String) { #expect(SocketAddress(text) == nil) }
}
