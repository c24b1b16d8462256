import IngotModel

/// What a request says of its caller.
package struct Credentials: Sendable {
    /// `Authorization`.
    package var authorization: Secret?
    /// `X-Auth-Token`.
    package var token: Secret?
    /// `X-Service-Token`.
    package var serviceToken: Secret?

    package init(authorization: Secret? = nil, token: Secret? = nil, serviceToken: Secret? = nil) {
        self.authorization = authorization
        self.token = token
        self.serviceToken = serviceToken
    }

    /// Picks the headers out of a request.
    package init(header: (_ name: String) -> String?) {
        self.init(
            authorization: header("Authorization").map(Secret.init), token: header("X-Auth-Token").map(Secret.init),
            serviceToken: header("X-Service-Token").map(Secret.init))
    }
}
