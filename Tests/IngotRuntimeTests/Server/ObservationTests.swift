import AsyncHTTPClient
import IngotModel
import IngotNotifications
import NIOPosix
import Testing

@testable import IngotRuntime

/// What a whole process tells of itself.
@Suite struct ObservationTests {
    @Test func `a conductor alone serves its numbers on an address of their own`() async throws {
        let port = try await Self.freePort()
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.role = .conductor
            settings.metricsListen = SocketAddress(host: "127.0.0.1", port: port)
            try await untilReady(settings) { _ in
                let text = try await Self.text("http://127.0.0.1:\(port)/metrics")
                #expect(text.contains("ingot_database_failures_total{kind=\"write\"} 0"))
                #expect(text.contains("ingot_leases_taken_total 0"))
                #expect(text.contains("ingot_nodes_in_maintenance 0"))
            }
        }
    }

    @Test func `who may read the numbers at the API's address decides nothing about the address of their own`()
        async throws
    {
        let port = try await Self.freePort()
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            settings.api.metricsAccess = .nobody
            settings.metricsListen = SocketAddress(host: "127.0.0.1", port: port)
            try await untilReady(settings) { readiness in
                let address = try #require(readiness.address)
                let hidden = try await HTTPClient.shared.execute(
                    HTTPClientRequest(url: "http://\(address)/metrics"), timeout: .seconds(120))
                #expect(hidden.status == .notFound)
                let text = try await Self.text("http://127.0.0.1:\(port)/metrics")
                #expect(
                    text.contains(#"ingot_api_request_seconds_count{method="GET",route="/metrics",status="4xx"} 1"#))
            }
        }
    }

    @Test(arguments: [
        ("https://a.example/x?t=1,http://b.example", 2), ("", 0), ("ftp://a.example", nil), ("https://", nil),
        ("http://a.example,http://a.example", nil), ("http://ann:1/x@a.example", nil),
    ])
    func `webhooks are URLs, each once`(_ text: String, _ count: Int?) {
        #expect(SettingType<[DeliveryAddress]>.addresses.parse(text)?.count == count)
    }

    @Test func `URLs of webhooks are not shown`() throws {
        let address = try #require(DeliveryAddress("https://a.example/token"))
        #expect(!SettingType<[DeliveryAddress]>.addresses.show([address]).contains("token"))
        #expect(!SettingType<DeliveryAddress?>.optionalAddress.show(address).contains("token"))
    }

    @Test func `kinds of events are those of the stream`() {
        #expect(SettingType<Set<Event.Kind>>.eventKinds.parse("node.state, timeline") == [.nodeState, .timeline])
        #expect(SettingType<Set<Event.Kind>>.eventKinds.parse("node.mood") == nil)
    }

    private static func text(_ url: String) async throws -> String {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(120))
        #expect(response.status == .ok)
        return String(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    /// A port that nobody listened at a moment ago.
    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }
}
