/// Goes down a connection when a route begins to read a body whose sender waits to be told to go on (RFC 9110, section
/// 10.1.1): by then the caller is known and the declared length is within the route's limit.
package struct BodyWanted: Sendable {
    package init() {}
}
