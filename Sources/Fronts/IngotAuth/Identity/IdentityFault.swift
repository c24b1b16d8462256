/// Why the Identity service gave no usable answer; says nothing of any caller.
struct IdentityFault: Error, Sendable, CustomStringConvertible {
    let description: String
    /// What the service asked for in `Retry-After`.
    var retryAfterSeconds: Int?
}
