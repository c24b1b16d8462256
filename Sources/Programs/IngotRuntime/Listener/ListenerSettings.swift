/// How the API listens, and how much patience it has with its callers.
package struct ListenerSettings: Sendable {
    /// A Unix socket to listen on besides; nil for none.
    package var socket: String?
    /// PEM files; both or none. With them the address speaks TLS and nothing else; the Unix socket never does.
    package var certificate: String?
    package var key: String?
    /// How often the PEM files are looked at for a change.
    package var reloadInterval = Duration.seconds(10)
    /// How many connections are open at the same time; more wait in the kernel's queue.
    package var maximumConnections = 4096
    /// How large a request's head may be, in bytes.
    package var maximumHeadSize = 64 * 1024
    /// How many headers a request may have.
    package var maximumHeaderCount = 1000
    /// How long a connection may be open without a request, or take for a request's head.
    package var idleTimeout = Duration.seconds(75)
    /// How long a request's body may take from its head to its end.
    package var requestTimeout = Duration.seconds(120)
    /// How long a caller may take nothing of an answer that is ready for it.
    package var stallTimeout = Duration.seconds(60)

    package init() {}
}
