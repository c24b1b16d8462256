import AsyncHTTPClient
import IngotModel
import NIOCore

/// A client's standing with the service: it holds what the login needs, and gets a token of the Identity service once
/// for all the calls that want one at the same time.
actor Session {
    let login: Login
    private let connections: HTTPClient
    private let deadline: Duration
    private var grant: Task<KeystoneGrant, any Error>?
    private var grants = 0

    /// The largest answer of the Identity service that is read, in bytes; catalogs are long.
    private static let maximumAnswerBytes = 4 << 20

    init(login: Login, connections: HTTPClient, deadline: Duration) {
        self.login = login
        self.connections = connections
        self.deadline = deadline
    }

    /// What to show with a call, and what to give to ``renewal(of:)`` where it is refused.
    ///
    /// - Throws: ``ClientError`` where the Identity service gives no token.
    func credential() async throws -> (credential: Credential?, grant: Int?) {
        switch login.kind {
        case .nothing: return (nil, nil)
        case .basic(let user, let password): return (.basic(user: user, password: password), nil)
        case .token(let token): return (.token(token), nil)
        case .keystone(let login):
            let grant = try await granted(login)
            return (.token(grant.token), grant.number)
        }
    }

    /// Another credential in the place of one that was refused; nil where there is no other to be had.
    func renewal(of number: Int?) async throws -> Credential? {
        guard let number else { return nil }
        // Another call may have seen to it already.
        if number == grants { grant = nil }
        return try await credential().credential
    }

    /// The service's address as the catalog has it.
    ///
    /// - Throws: ``MissingEndpoint``, ``ClientError``, ``CatalogWithoutLogin`` where no Identity service is known.
    func endpoint(_ search: CatalogSearch) async throws -> Endpoint {
        guard case .keystone(let login) = login.kind else { throw CatalogWithoutLogin() }
        return try search.endpoint(in: try await granted(login).catalog, of: login)
    }

    private func granted(_ login: KeystoneLogin) async throws -> KeystoneGrant {
        if let grant { return try await grant.value }
        grants += 1
        let number = grants
        let task = Task { try await self.request(login, number) }
        grant = task
        do {
            return try await task.value
        } catch {
            // The next call tries anew.
            if number == grants { grant = nil }
            throw error
        }
    }

    private func request(_ login: KeystoneLogin, _ number: Int) async throws -> KeystoneGrant {
        let call = login.call
        let attempted = "\(call.method) \(call.url(at: login.address)) as \(login)"
        let response: HTTPClientResponse
        let answer: Answer
        do {
            response = try await connections.execute(
                HTTPClientRequest(call, at: login.address), deadline: .now() + TimeAmount(deadline))
            answer = Answer(response, body: try await response.body.collect(upTo: Self.maximumAnswerBytes))
        } catch {
            var failure = ClientError(transport: error, attempted: attempted, within: deadline)
            if failure.advice == Advice.unreachable { failure.advice = IdentityAdvice.unreachable }
            throw failure
        }
        guard (200..<300).contains(answer.status) else {
            throw ClientError(refusal: answer, advice: IdentityAdvice.forStatus(answer.status), attempted: attempted)
        }
        guard let token = response.headers.first(name: "X-Subject-Token"), !token.isEmpty,
            let document = try? JSONValue.parse(answer.body)
        else {
            // What was sent may hold a token, so that nothing of it is quoted.
            throw ClientError(
                reason: .unreadable, attempted: attempted, fault: "it has no token", requestID: answer.requestID,
                advice: IdentityAdvice.forStatus(404))
        }
        return KeystoneGrant(number: number, token: Secret(token), catalog: document["token"]?["catalog"])
    }
}

/// What the Identity service gave: a token, and the catalog of the services that it is good for.
private struct KeystoneGrant: Sendable {
    /// Which of the session's grants it is, so that one that was refused is not taken for its successor.
    var number: Int
    var token: Secret
    var catalog: JSONValue?
}

/// The catalog was to be asked for the service's address without a login to the Identity service.
public struct CatalogWithoutLogin: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String {
        "Only the Identity service has a catalog; name the service's address, or log in with Keystone."
    }
}
