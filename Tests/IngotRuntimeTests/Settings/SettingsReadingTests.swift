import Logging
import Testing

@testable import IngotRuntime

@Suite struct SettingsReadingTests {
    @Test func `nothing given means the defaults`() throws {
        let settings = try Settings.read()
        #expect(settings.listen == SocketAddress(host: "127.0.0.1", port: 6385))
        #expect(settings.hardwareTypes == ["manual-management"])
        #expect(settings.role == .all)
        #expect(settings.database.url == nil)
    }

    @Test func `the command line comes before the environment, and that before the file`() throws {
        let file = try SettingsFile(
            path: "ingotd.yaml", text: "api.page_limit: 1\nlog.level: error\ndata: /from/file")
        let environment = ["INGOT_API_PAGE_LIMIT": "2", "INGOT_LOG_LEVEL": "debug"]
        let settings = try Settings.read(
            commandLine: [("api.page_limit", "3")], environment: environment, file: file)
        #expect(settings.api.maximumPageSize == 3)
        #expect(settings.logLevel == .debug)
        #expect(settings.data == "/from/file")
    }

    @Test(arguments: Settings.table) func `every setting can be given in the environment`(setting: Setting) throws {
        let text = setting.defaultText
        #expect(throws: Never.self) { try Settings.read(environment: [setting.environmentName: text]) }
        #expect(setting.environmentName == setting.environmentName.uppercased())
    }

    static let wrongValues: [(key: String, text: String)] = [
        ("data", ""), ("role", "master"), ("hardware_types", ""), ("hardware_types", "fake-hardware,"),
        ("hardware_types", "fake-hardware,fake-hardware"), ("hardware_types", "ipmi"), ("log.level", "loud"),
        ("database.connections", "0"),
        ("database.connections", "many"), ("api.listen", "6385"), ("api.listen", "127.0.0.1:65536"),
        ("api.listen", "::1:6385"), ("api.public_endpoint", "ftp://host"), ("api.public_endpoint", "http://"),
        ("api.answer_timeout", "0"), ("api.answer_timeout", "2d"), ("api.answer_timeout", "-3s"),
        ("api.page_limit", "1.5"), ("api.body_limit", "1TiB"), ("api.body_limit", "12"), ("api.body_depth", "1"),
        ("conductor.concurrency", "1001"), ("conductor.lease", "1s"), ("deploy.fast_track", "maybe"),
        ("wait.clean", "0ms"), ("fake.step_delay", "9999999999999999999h"),
    ]

    @Test(arguments: wrongValues)
    func `a wrong value stops the start and says where it stands`(key: String, text: String) throws {
        let setting = try #require(Settings.table.first { $0.key == key })
        let problem = #expect(throws: SettingsProblem.self) {
            try Settings.read(environment: [setting.environmentName: text])
        }
        let message = try #require(problem).description
        #expect(message.contains("\(key) = \"\(text)\""))
        #expect(message.contains(setting.environmentName))
        #expect(message.contains(setting.accepted))
    }

    @Test func `everything that is wrong is told at once`() throws {
        let file = try SettingsFile(path: "/etc/ingotd.yaml", text: "api:\n  lissten: x\n  page_limit: none\n")
        let problem = #expect(throws: SettingsProblem.self) {
            try Settings.read(commandLine: [("role", "both"), ("nonsense", "1")], file: file)
        }
        let message = try #require(problem).description
        #expect(problem?.complaints.count == 4)
        #expect(message.contains("role = \"both\" (from the command line): expected one of all, api, conductor"))
        #expect(message.contains("nonsense (from the command line): there is no such setting"))
        #expect(
            message.contains(
                "api.lissten (from /etc/ingotd.yaml, line 2): there is no such setting; did you mean api.listen?"))
        #expect(message.contains("api.page_limit = \"none\" (from /etc/ingotd.yaml, line 3)"))
    }

    static let silences: [(timeout: String, heartbeat: String, lease: String, least: String?)] = [
        ("60", "10", "30", nil), ("20", "10", "30", nil), ("19999ms", "10", "30", "20s"), ("10", "600", "15", nil),
        ("9", "600", "15", "10s"), ("3334ms", "600", "5", nil), ("3333ms", "600", "5", "3334ms"),
    ]

    @Test(arguments: silences)
    func `a conductor may be late once without being shown as not alive`(
        timeout: String, heartbeat: String, lease: String, least: String?
    ) throws {
        let environment = [
            "INGOT_API_CONDUCTOR_TIMEOUT": timeout, "INGOT_CONDUCTOR_HEARTBEAT": heartbeat,
            "INGOT_CONDUCTOR_LEASE": lease,
        ]
        guard let least else {
            #expect(throws: Never.self) { try Settings.read(environment: environment) }
            return
        }
        let problem = #expect(throws: SettingsProblem.self) { try Settings.read(environment: environment) }
        let message = try #require(problem).description
        #expect(message.contains("api.conductor_timeout = "))
        #expect(message.contains("expected at least \(least)\n"), "\(message)")
    }

    @Test(arguments: [("3s", "5s", true), ("4s", "5s", false), ("20s", "30s", true), ("21s", "30s", false)])
    func `a database whose host is gone is noticed before leases are over`(
        _ silence: String, _ lease: String, _ isRight: Bool
    ) throws {
        let environment = ["INGOT_DATABASE_SILENCE_TIMEOUT": silence, "INGOT_CONDUCTOR_LEASE": lease]
        do {
            _ = try Settings.read(environment: environment)
            #expect(isRight)
        } catch {
            #expect(!isRight && error.description.contains("database.silence_timeout = "), "\(error.description)")
        }
    }

    @Test(arguments: [("10s", "10s", false), ("10s", "11s", true), ("1s", "3s", true), ("50s", "1m", true)])
    func `nobody goes on telling webhooks before a delivery can have ended`(
        _ timeout: String, _ claim: String, _ isRight: Bool
    ) throws {
        let environment = ["INGOT_NOTIFICATIONS_TIMEOUT": timeout, "INGOT_NOTIFICATIONS_CLAIM": claim]
        do {
            _ = try Settings.read(environment: environment)
            #expect(isRight)
        } catch {
            #expect(!isRight && error.description.contains("notifications.claim = "), "\(error.description)")
        }
    }

    @Test func `a secret is never shown`() throws {
        let settings = try Settings.read(environment: ["INGOT_DATABASE_URL": "postgresql://u:opensesame@db/ingot"])
        #expect(settings.database.url?.reveal() == "postgresql://u:opensesame@db/ingot")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("opensesame"))
        #expect(!"\(settings)".contains("opensesame"))
    }

    @Test func `variables of other programs stop nothing and are told`() throws {
        let environment = ["INGOT_HARDWARE_TYPE": "ipmi", "INGOT_URL": "http://x", "INGOT_DATA": "/d", "HOME": "/"]
        #expect(throws: Never.self) { try Settings.read(environment: environment) }
        #expect(SettingsSource.strangers(in: environment) == ["INGOT_HARDWARE_TYPE"])
    }
}
