/// What an operator can set about the API; every limit and wait has a name here.
package struct APIConfiguration: Sendable {
    /// The URL under which clients reach the API; links begin with it. Nil means the host that each request names.
    package var publicEndpoint: String?
    /// Whether links begin with what a proxy says of the request (`X-Forwarded-Proto`, `X-Forwarded-Host`).
    package var trustsProxyHeaders = false
    /// Whether callers come over TLS, so that links begin with `https`.
    package var isSecure = false
    /// The most entries that one page of a list has.
    package var maximumPageSize = 1000
    /// The largest body in bytes.
    package var maximumBodySize = 1024 * 1024
    /// The largest body of `PUT …/states/provision` in bytes; config drives travel there.
    package var maximumProvisionBodySize = 64 * 1024 * 1024
    /// The largest body of `POST /v1/continue_inspection` in bytes.
    package var maximumInspectionBodySize = 16 * 1024 * 1024
    /// How many reports of ramdisks are read at the same time.
    package var maximumReports = 16
    /// How much memory written nodes may take, in bytes; with 0 each answer is written anew.
    package var representationCacheSize = 16 * 1024 * 1024
    /// How deep a body's JSON may be nested.
    package var maximumJSONDepth = 25
    /// How long a call waits for a conductor to take its request.
    package var answerTimeout: Duration = .seconds(60)
    /// How long a dry run that is refused waits for a conductor to tell of all that is in the way.
    package var explanationTimeout: Duration = .seconds(2)
    /// How long calls that wait for a conductor go on doing so while the database is away.
    package var databasePatience: Duration = .seconds(1)
    /// How many requests may wait for a conductor; more are refused.
    package var maximumQueueLength = 1_000
    /// How long a call waits for a node that somebody else works on before it answers 409.
    package var lockPatience: Duration = .seconds(3)
    /// How often waiting calls look again where no bell reaches them.
    package var pollInterval: Duration = .milliseconds(250)
    /// Told to agents, which send heartbeats at 0.3 to 0.6 of it.
    package var heartbeatTimeoutSeconds = 300
    /// A conductor that was not seen for this long is not alive: it is shown so, and gets no requests.
    package var conductorTimeout: Duration = .seconds(60)
    /// A conductor that was not seen for this long has left the ring, and the others have its nodes.
    package var leaseDuration: Duration = .seconds(30)
    /// Whether ramdisks may look up and report at all.
    package var servesRamdisks = true
    /// Whether only nodes that expect a ramdisk are found by lookup.
    package var restrictsLookup = true
    /// Whether nodes that say nothing about it use fast track.
    package var fastTrackDefault = false
    /// Whether agents must serve their own API over TLS.
    package var requiresAgentTLS = false
    /// Whether agents may check images by MD5.
    package var allowsMD5 = false
    /// The group of nodes that name none.
    package var defaultConductorGroup = ""
    /// The resource class of nodes that name none.
    package var defaultResourceClass: String?
    /// Whether available nodes may be deleted.
    package var allowsDeletingAvailableNodes = true
    /// How many nodes one bulk call may name.
    package var maximumBulkItems = 1000
    /// How many nodes a bulk call creates in one transaction.
    package var bulkChunk = 50
    /// How many nodes a bulk call works on at the same time.
    package var bulkConcurrency = 16
    /// For how long a bulk call begins work on further nodes.
    package var bulkTimeout: Duration = .seconds(120)
    /// How many streams of events may be open at the same time.
    package var maximumEventStreams = 100
    /// How many events a stream reads at a time.
    package var eventPageSize = 100
    /// How often a stream looks for events where no bell reaches it.
    package var eventPollInterval: Duration = .seconds(2)
    /// After how much silence a stream says that it lives, and so finds out whether its client does.
    package var eventHeartbeatInterval: Duration = .seconds(15)
    /// How long a stream lasts; then its client comes back with credentials that are checked anew.
    package var eventStreamLifetime: Duration = .seconds(3600)
    package var metricsAccess = MetricsAccess.everybody
    /// The directory that `/files/` serves; nil serves nothing.
    package var filesDirectory: String?

    package init() {}
}
