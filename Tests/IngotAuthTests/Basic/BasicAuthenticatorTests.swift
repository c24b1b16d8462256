import Foundation
import IngotModel
import Logging
import Testing

@testable import IngotAuth

struct BasicAuthenticatorTests {
    static let users = """
        # Made with htpasswd -B
        ada:$2b$04$93ocvarEhJwD0qZW3ax4neQRgjSePQ5879K2kvv.xQNoIEupxB6ZW
        apache:$2y$04$93ocvarEhJwD0qZW3ax4neQRgjSePQ5879K2kvv.xQNoIEupxB6ZW

        bob:$2a$04$xHWbZIFcIUxaP14leb9wTOq0FU/LiqCMuz4Mck5g6vK2VvcNbBKdC
        zoë:$2y$04$7KnYXUSOHaF5VXLNydAnTuv.UrbT7ayrlEKB8D.Ls9Pq/g4OubuD.

        """

    private let clock = HandClock()

    private func authenticator(_ file: ScratchFile) throws -> BasicAuthenticator {
        try BasicAuthenticator(file: file.path, clock: clock, logger: .quiet)
    }

    private static func header(_ user: String, _ password: String) -> Credentials {
        Credentials(authorization: Secret("Basic " + Data("\(user):\(password)".utf8).base64EncodedString()))
    }

    private func failure(_ authenticator: BasicAuthenticator, _ credentials: Credentials) async
        -> AuthenticationFailure?
    {
        do {
            _ = try await authenticator.caller(for: credentials)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("ada", "correct horse"), ("apache", "correct horse"), ("bob", "battery:staple"), ("zoë", "pässwörd"),
    ])
    func `a user with the right password is recognised, the second time without hashing`(
        _ user: String, _ password: String
    ) async throws {
        let file = try ScratchFile(Self.users)
        let authenticator = try authenticator(file)
        for _ in 1...2 {
            let caller = try await authenticator.caller(for: Self.header(user, password))
            #expect(caller.userName == user && caller.strategy == .httpBasic)
        }
        #expect(authenticator.remembered == 1)
    }

    @Test(arguments: [
        ("ada", "wrong"), ("ada", ""), ("ada", "correct horse\0"), ("nobody", "correct horse"), ("", ""),
        ("# Made with htpasswd -B", ""),
    ])
    func `who is not a user is sent to log in`(_ user: String, _ password: String) async throws {
        let file = try ScratchFile(Self.users)
        let authenticator = try authenticator(file)
        let failure = try #require(await failure(authenticator, Self.header(user, password)))
        #expect(failure.status == 401)
        #expect(failure.challenge == #"Basic realm="Baremetal API""#)
        #expect(authenticator.remembered == 0)
    }

    @Test(arguments: [
        (nil, 401), ("Bearer abc", 400), ("Basic", 400), ("Basic !!!", 400), ("Basic YWRh", 400), ("", 400),
        ("Basic /zph", 400), ("Basic YWQKYTpw", 400),
    ])
    func `a header that says nothing of a user is refused`(_ header: String?, _ status: Int) async throws {
        let file = try ScratchFile(Self.users)
        let credentials = Credentials(authorization: header.map(Secret.init))
        #expect(await failure(try authenticator(file), credentials)?.status == status)
    }

    @Test func `a changed file counts at once, also for passwords that were right before`() async throws {
        let file = try ScratchFile(Self.users)
        let authenticator = try authenticator(file)
        _ = try await authenticator.caller(for: Self.header("ada", "correct horse"))
        let hashOfBob = "$2a$04$xHWbZIFcIUxaP14leb9wTOq0FU/LiqCMuz4Mck5g6vK2VvcNbBKdC"
        try file.write("ada:\(hashOfBob)\n")
        clock.advance(by: .seconds(1))
        #expect(await failure(authenticator, Self.header("ada", "correct horse"))?.status == 401)
        #expect(try await authenticator.caller(for: Self.header("ada", "battery:staple")).userName == "ada")
        try file.write("ada:secret\n")
        clock.advance(by: .seconds(1))
        #expect(try await authenticator.caller(for: Self.header("ada", "battery:staple")).userName == "ada")
    }

    @Test func `a password is hashed again after a while`() async throws {
        let file = try ScratchFile(Self.users)
        let authenticator = try authenticator(file)
        _ = try await authenticator.caller(for: Self.header("ada", "correct horse"))
        #expect(authenticator.remembered == 1)
        clock.advance(by: .seconds(301))
        _ = try await authenticator.caller(for: Self.header("ada", "correct horse"))
        #expect(authenticator.remembered == 1)
    }

    @Test(arguments: [
        ("ada:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "line 1: only bcrypt hashes are accepted"),
        ("# one\nada", "line 2 is not of the form user:hash"),
        ("ada:$2y$04$short", "line 1: only bcrypt hashes"),
        (":$2y$04$93ocvarEhJwD0qZW3ax4neQRgjSePQ5879K2kvv.xQNoIEupxB6ZW", "line 1 is not of the form"),
    ])
    func `a file with something else in it stops the start`(_ content: String, _ words: String) throws {
        let file = try ScratchFile(content)
        #expect {
            try authenticator(file)
        } throws: {
            "\($0)".contains(words) && !"\($0)".contains("W6ph5Mm5Pz8GgiULbPgzG37mj9g")
        }
    }

    @Test func `a user who is not there costs as much work as one who is`() {
        #expect(BCrypt.isHash(BCrypt.decoy(like: nil)))
        #expect(BCrypt.decoy(like: "$2b$12$anything").hasPrefix("$2b$12$"))
        #expect(!BCrypt.matches([], BCrypt.decoy(like: "$2b$04$")))
    }
}
