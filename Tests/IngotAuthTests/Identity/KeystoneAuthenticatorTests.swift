import AsyncHTTPClient
import IngotModel
import Logging
import Testing

@testable import IngotAuth

struct KeystoneAuthenticatorTests {
    private struct Scene: Sendable {
        let identity: FakeIdentity
        let clock: HandClock
        let url: String
        let authenticator: KeystoneAuthenticator

        func caller(_ token: String?, service: String? = nil) async throws(AuthenticationFailure) -> Caller {
            try await authenticator.caller(
                for: Credentials(token: token.map(Secret.init), serviceToken: service.map(Secret.init)))
        }

        func failure(_ token: String?, service: String? = nil) async -> AuthenticationFailure? {
            do {
                _ = try await caller(token, service: service)
                return nil
            } catch {
                return error
            }
        }
    }

    private static func scene(
        _ configure: @escaping @Sendable (inout IdentitySettings) -> Void = { _ in },
        _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        let identity = FakeIdentity()
        let clock = HandClock()
        identity.change { state in
            let expires = clock.now + .seconds(600)
            state.tokens = [
                "member": FakeIdentity.token(expires: expires),
                "system": FakeIdentity.token(roles: ["admin"], project: nil, system: true, expires: expires),
                "domain": FakeIdentity.token(roles: ["admin"], project: nil, domain: "d1", expires: expires),
                "service": FakeIdentity.token(roles: ["service"], project: "s", expires: expires),
                "expired": FakeIdentity.token(expires: clock.now - .seconds(60)),
            ]
        }
        try await identity.whileRunning { url in
            var limits = HTTPClient.Configuration()
            limits.connectionPool.retryConnectionEstablishment = false
            let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits)
            var settings = IdentitySettings()
            settings.url = url
            settings.password = Secret("right")
            settings.retryPause = .milliseconds(1)
            settings.timeout = .seconds(120)
            configure(&settings)
            do {
                let authenticator = try KeystoneAuthenticator(
                    settings: settings, http: http, clock: clock, logger: .quiet)
                try await body(Scene(identity: identity, clock: clock, url: url, authenticator: authenticator))
            } catch {
                try await http.shutdown()
                throw error
            }
            try await http.shutdown()
        }
    }

    @Test func `tokens of projects, domains and the system become callers`() async throws {
        try await Self.scene { scene in
            let member = try await scene.caller("member")
            #expect(member.projectID == "a" && member.roles == ["member", "reader"] && member.userName == "ada")
            #expect(member.scope == .project && member.strategy == .keystone && member.projectDomainID == "default")
            let system = try await scene.caller("system")
            let domain = try await scene.caller(" domain ")
            #expect(system.scope == .system && domain.scope == .domain)
        }
    }

    @Test func `a token is asked about once, and again when its time is over`() async throws {
        try await Self.scene { scene in
            for _ in 1...3 { _ = try await scene.caller("member") }
            #expect(scene.identity.seen.validations.count == 1)
            scene.clock.advance(by: .seconds(301))
            _ = try await scene.caller("member")
            #expect(scene.identity.seen.validations.count == 2)
            #expect(scene.identity.seen.logins == 1)
            // Its end comes before the memory's.
            scene.clock.advance(by: .seconds(299))
            #expect(await scene.failure("member")?.status == 401)
        }
    }

    @Test func `many who come at once with the same token make one question`() async throws {
        try await Self.scene { scene in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 1...32 { group.addTask { (try? await scene.caller("member")) != nil } }
                for await isKnown in group { #expect(isKnown) }
            }
            #expect(scene.identity.seen.validations.count == 1 && scene.identity.seen.logins == 1)
        }
    }

    @Test(arguments: [nil, "", "  ", "unknown", "expired", String(repeating: "x", count: 40_000)])
    func `who has no valid token is told where to get one`(_ token: String?) async throws {
        try await Self.scene { scene in
            let failure = try #require(await scene.failure(token))
            #expect(failure.status == 401)
            #expect(failure.challenge == "Keystone uri=\"\(scene.url)/v3\"")
        }
    }

    @Test func `an invalid token is remembered for a short while only`() async throws {
        try await Self.scene { scene in
            _ = await scene.failure("late")
            _ = await scene.failure("late")
            #expect(scene.identity.seen.validations.count == 1)
            scene.identity.change { $0.tokens["late"] = FakeIdentity.token(expires: scene.clock.now + .seconds(600)) }
            scene.clock.advance(by: .seconds(11))
            let caller = try await scene.caller("late")
            #expect(caller.projectID == "a")
        }
    }

    @Test func `our own token is renewed when it is refused and before it expires`() async throws {
        try await Self.scene { scene in
            _ = try await scene.caller("member")
            scene.identity.change { $0.own += 1 }
            _ = try await scene.caller("system")
            #expect(scene.identity.seen.logins == 2)
            scene.clock.advance(by: .seconds(3_590))
            #expect(await scene.failure("nobody")?.status == 401)
            #expect(scene.identity.seen.logins == 3)
        }
    }

    @Test func `a service that passes on an expired token needs its role`() async throws {
        try await Self.scene { scene in
            let caller = try await scene.caller("expired", service: "service")
            #expect(caller.projectID == "a" && caller.serviceRoles == ["service"] && caller.service?.projectID == "s")
            #expect(scene.identity.seen.lastQuery?.contains("allow_expired=1") == true)
            // The token is not valid by itself now.
            #expect(await scene.failure("expired")?.status == 401)
            #expect(await scene.failure("expired", service: "system")?.status == 401)
            #expect(await scene.failure("member", service: "system")?.status == 401)
            #expect(await scene.failure("member", service: "unknown")?.status == 401)
        }
    }

    @Test func `a service token without the role goes with a valid token where that is allowed`() async throws {
        try await Self.scene({ $0.serviceTokenRolesRequired = false }) { scene in
            let caller = try await scene.caller("member", service: "system")
            #expect(caller.serviceRoles == ["admin"])
            #expect(await scene.failure("expired", service: "system")?.status == 401)
        }
    }

    @Test func `troubles that pass are not noticed`() async throws {
        try await Self.scene { scene in
            scene.identity.change { $0.troubles = [.serviceUnavailable, .tooManyRequests] }
            let caller = try await scene.caller("member")
            #expect(caller.projectID == "a")
        }
    }

    @Test func `an Identity service that does not answer is no refusal`() async throws {
        try await Self.scene { scene in
            scene.identity.change { $0.troubles = Array(repeating: .badGateway, count: 3) }
            let failure = try #require(await scene.failure("member"))
            #expect(failure.status == 503 && failure.retryAfterSeconds == 5)
            let caller = try await scene.caller("member")
            #expect(caller.projectID == "a")
        }
        try await Self.scene({ $0.url = "http://127.0.0.1:1" }) { scene in
            #expect(await scene.failure("member")?.status == 503)
        }
    }

    @Test func `an Identity service that is slow is not asked the same again`() async throws {
        try await Self.scene({ $0.timeout = .milliseconds(200) }) { scene in
            scene.identity.change { $0.isSilent = true }
            #expect(await scene.failure("member")?.status == 503)
            // None, where the test's own machine was slower than that.
            #expect(scene.identity.seen.logins <= 1)
        }
    }

    @Test func `a wrong password of our own is no fault of the caller`() async throws {
        try await Self.scene { scene in
            scene.identity.change { $0.password = "changed" }
            #expect(await scene.failure("member")?.status == 503)
        }
    }

    @Test func `what is missing in the settings stops the start`() async throws {
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        var settings = AuthenticationSettings()
        settings.strategy = .keystone
        #expect(throws: AuthenticationProblem.self) { try settings.authenticator(http: http, logger: .quiet) }
        settings.keystone.url = "https://keystone.example.org"
        #expect(throws: AuthenticationProblem.self) { try settings.authenticator(http: http, logger: .quiet) }
        settings.keystone.password = Secret("p")
        settings.keystone.certificateAuthorities = "/nonexistent.pem"
        #expect(throws: AuthenticationProblem.self) { try settings.authenticator(http: http, logger: .quiet) }
        settings.keystone.certificateAuthorities = nil
        #expect(throws: Never.self) { try settings.authenticator(http: http, logger: .quiet) }
        settings.strategy = .httpBasic
        #expect(throws: AuthenticationProblem.self) { try settings.authenticator(http: http, logger: .quiet) }
        settings.strategy = .noauth
        #expect(try await settings.authenticator(http: http, logger: .quiet).caller(for: Credentials()) == .anybody)
        try await http.shutdown()
    }
}
