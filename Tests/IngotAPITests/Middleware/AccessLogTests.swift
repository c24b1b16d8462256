import HTTPTypes
import Hummingbird
import HummingbirdTesting
import IngotAuth
import IngotModel
import IngotStorage
import Logging
import Testing

@testable import IngotAPI

struct AccessLogTests {
    @Test func `the log says who asked for what and how much was answered, and no secret`() async throws {
        var caller = Caller(strategy: .keystone)
        (caller.userID, caller.userName, caller.projectID, caller.roles) = ("u-1", "ann", "p-1", ["admin"])
        let line = try await line(of: "/v1/whoami?fields=hunter1", as: caller)
        #expect(line["user"] == "ann")
        #expect(line["project"] == "p-1")
        #expect(line["http.method"] == "GET")
        #expect(line["http.path"] == "/v1/whoami")
        #expect(line["http.bytes"].flatMap { Int("\($0)") } ?? 0 > 10)
        #expect(!"\(line)".contains("hunter"))
    }

    @Test func `where nobody is asked the log names nobody`() async throws {
        let line = try await line(of: "/healthz", as: nil)
        #expect(line["http.status"].map { "\($0)" } == "200")
        #expect(line["user"] == nil && line["project"] == nil)
    }

    private func line(of path: String, as caller: Caller?) async throws -> Logger.Metadata {
        let lines = RecordedLog.Lines()
        let store = try Store.inMemory()
        try await store.migrate()
        let access = try caller.map { try AccessControl.only($0) } ?? .open
        let logger = Logger(label: "access.test") { _ in RecordedLog(lines) }
        let application = Application(
            responder: makeRouter(store: store, access: access, logger: logger).buildResponder())
        try await application.test(.router) { client in
            let headers: HTTPFields = [.xAuthToken: "hunter2", .authorization: "Basic hunter3"]
            _ = try await client.execute(uri: path, method: .get, headers: headers)
        }
        await store.close()
        return try #require(lines.all.last)
    }
}

extension HTTPField.Name {
    fileprivate static let xAuthToken = literal("X-Auth-Token")
}
