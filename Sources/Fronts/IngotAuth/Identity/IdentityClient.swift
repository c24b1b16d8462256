import AsyncHTTPClient
import IngotModel
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// Calls the Identity service (Identity API v3): gets our own token, and asks about those of callers.
struct IdentityClient: Sendable {
    /// Our own token, with which others are asked about.
    struct OwnToken: Sendable {
        let value: Secret
        let expires: Timestamp
    }

    enum Validation: Sendable {
        case valid(IdentityToken)
        case invalid
        /// It was our own token that was not accepted.
        case ownTokenRefused
    }

    private struct Answer {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    /// The address with `/v3` at its end.
    let url: String
    private let settings: IdentitySettings
    private let password: Secret
    private let tls: TLSConfiguration?
    private let http: HTTPClient
    private let logger: Logger

    /// - Throws: ``AuthenticationProblem`` where a setting is missing or the certificates cannot be read.
    init(_ settings: IdentitySettings, http: HTTPClient, logger: Logger) throws(AuthenticationProblem) {
        guard var url = settings.url else {
            throw AuthenticationProblem("the strategy keystone needs keystone.url: the Identity service's address")
        }
        guard let password = settings.password else {
            throw AuthenticationProblem(
                "the strategy keystone needs keystone.password: that of the user '\(settings.userName)', who validates tokens"
            )
        }
        while url.hasSuffix("/") { url.removeLast() }
        self.url = url.hasSuffix("/v3") ? url : url + "/v3"
        self.password = password
        self.settings = settings
        tls = try Self.trust(settings.certificateAuthorities)
        self.http = http
        self.logger = logger
    }

    /// Gets a token for ourselves by password.
    func authenticate() async throws(IdentityFault) -> OwnToken {
        let what = "getting a token for the user '\(settings.userName)'"
        var request = HTTPClientRequest(url: "\(url)/auth/tokens?nocatalog")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: ownIdentity.serializedBytes()))
        let answer = try await exchange(request, what)
        guard answer.status == 201, let value = answer.headers.first(name: "X-Subject-Token") else {
            throw fault(what, "it answered \(answer.status): \(Self.message(answer)); look at the settings keystone.*")
        }
        guard let token = try read(answer, what) else {
            throw fault(what, "its answer is not that of the Identity API v3")
        }
        return OwnToken(value: Secret(value), expires: token.expires)
    }

    /// Asks about a caller's token.
    func validate(_ token: Secret, allowingExpired: Bool, as own: OwnToken) async throws(IdentityFault) -> Validation {
        let what = "validating a caller's token"
        var request = HTTPClientRequest(
            url: "\(url)/auth/tokens?nocatalog" + (allowingExpired ? "&allow_expired=1" : ""))
        request.headers.add(name: "X-Auth-Token", value: own.value.reveal())
        request.headers.add(name: "X-Subject-Token", value: token.reveal())
        let answer = try await exchange(request, what)
        switch answer.status {
        case 200:
            guard let token = try read(answer, what) else {
                throw fault(what, "its answer is not that of the Identity API v3")
            }
            return .valid(token)
        case 404: return .invalid
        case 401: return .ownTokenRefused
        default:
            throw fault(
                what,
                "it answered \(answer.status): \(Self.message(answer)); the user '\(settings.userName)' needs a role that"
                    + " may validate tokens, such as service")
        }
    }

    private var ownIdentity: JSONValue {
        let scope: JSONValue =
            settings.projectName.map {
                ["project": ["name": .string($0), "domain": ["name": .string(settings.projectDomainName)]]]
            } ?? ["system": ["all": true]]
        let user: JSONValue = [
            "name": .string(settings.userName), "domain": ["name": .string(settings.userDomainName)],
            "password": .string(password.reveal()),
        ]
        return ["auth": ["identity": ["methods": ["password"], "password": ["user": user]], "scope": scope]]
    }
}

extension IdentityClient {
    /// Makes a call until it is answered by more than "not now", or the attempts are used up.
    ///
    /// What got no answer in time is not asked again: a slow service still works on it, and each further question would
    /// make all of them slower (keystonemiddleware repeats what failed to connect, and not what it waited for).
    private func exchange(_ request: HTTPClientRequest, _ what: String) async throws(IdentityFault) -> Answer {
        var pause = settings.retryPause
        var attempt = 1
        while true {
            let evidence: String
            var retryAfter: Int?
            do {
                let answer = try await execute(request)
                guard answer.status >= 500 || answer.status == 429 else { return answer }
                evidence = "it answered \(answer.status): \(Self.message(answer))"
                retryAfter = answer.headers.first(name: "Retry-After").flatMap { Int($0) }
            } catch let error as HTTPClientError where Self.overdue.contains(error) {
                throw fault(
                    what,
                    "no answer came within \(settings.timeout) (keystone.timeout; attempt \(attempt) of"
                        + " \(settings.attempts))")
            } catch {
                evidence = "\(error)"
            }
            guard attempt < settings.attempts, !Task.isCancelled else {
                throw fault(what, "\(evidence) (attempt \(attempt) of \(settings.attempts))", retryAfter)
            }
            logger.debug(
                "The Identity service gave no answer; asking again",
                metadata: ["identity.call": "\(what)", "error": "\(evidence)"])
            try? await Task.sleep(for: pause)
            pause *= 2
            attempt += 1
        }
    }

    private func execute(_ request: HTTPClientRequest) async throws -> Answer {
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "ingot")
        request.tlsConfiguration = tls
        let timeout = TimeAmount.microseconds(settings.timeout.microseconds)
        let response = try await http.execute(request, timeout: timeout, logger: logger)
        let body = try await response.body.collect(upTo: Self.maximumAnswerBytes)
        return Answer(status: Int(response.status.code), headers: response.headers, body: Array(buffer: body))
    }

    private static let overdue: [HTTPClientError] = [.deadlineExceeded, .readTimeout]
    private static let maximumAnswerBytes = 1 << 20

    private func read(_ answer: Answer, _ what: String) throws(IdentityFault) -> IdentityToken? {
        do {
            return try JSONValue.parse(answer.body)["token"].flatMap(IdentityToken.init)
        } catch {
            throw fault(what, "its answer is \(error)")
        }
    }

    /// What the service says of an error, as far as it fits a line.
    private static func message(_ answer: Answer) -> String {
        let said = (try? JSONValue.parse(answer.body))?["error"]?["message"]?.string
        return String((said ?? String(decoding: answer.body, as: UTF8.self)).prefix(300))
    }

    private func fault(_ what: String, _ evidence: String, _ retryAfterSeconds: Int? = nil) -> IdentityFault {
        IdentityFault(
            description: "\(what) at the Identity service \(url) failed: \(evidence)",
            retryAfterSeconds: retryAfterSeconds)
    }

    private static func trust(_ file: String?) throws(AuthenticationProblem) -> TLSConfiguration? {
        guard let file else { return nil }
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            return configuration
        } catch {
            throw AuthenticationProblem("the certificates in \(file) (keystone.ca_file) cannot be read: \(error)")
        }
    }
}
