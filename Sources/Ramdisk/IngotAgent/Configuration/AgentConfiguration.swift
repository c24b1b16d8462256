import IngotModel

/// Everything that can be told to an agent before it starts.
///
/// Read from the kernel command line, files, the environment and the command line by ``AgentOption``; names and defaults
/// are those of the Bare Metal service's agent, so that kernel parameters written for it work here.
package struct AgentConfiguration: Sendable {
    /// The conductor's API, tried in order; without one the agent serves its API and waits.
    package var apiURLs: [String] = []
    /// Serves the API alone: no lookup, no heartbeat, and `poll.set_node_info` is allowed.
    package var isStandalone = false
    package var isDebug = false
    package var globalRequestID: String?
    /// Fixes the API version spoken to the conductor instead of asking for it.
    package var ironicAPIVersion: APIVersionNumber?

    package var listenHost: String?
    /// Zero lets the system choose (for tests).
    package var listenPort = 9999
    package var advertiseHost: String?
    package var advertisePort: Int?
    package var advertiseProtocol: String?
    package var networkInterface: String?
    package var addressAttempts = 6
    package var addressInterval: Duration = .seconds(10)

    /// A token handed over before the boot.
    package var token: Secret?
    /// Where the token outlives the process, but not the ramdisk; nil keeps it in the process alone.
    package var tokenFile: String?
    package var makesCertificate = true
    package var servesTLSFromFiles = false
    package var certificateFile: String?
    package var keyFile: String?
    package var minimumTLSVersion: String = "1.2"
    /// Conductors' and image servers' certificates are not checked.
    package var isInsecure = false
    package var trustFile: String?
    package var clientCertificateFile: String?
    package var clientKeyFile: String?

    package var lookupTimeout: Duration = .seconds(600)
    package var lookupInterval: Duration = .seconds(1)
    package var requestTimeout: Duration = .seconds(30)
    /// Two heartbeats never come closer together than this.
    package var heartbeatFloor: Duration = .seconds(5)
    /// Time between the answer to a reboot command and the reboot.
    package var restartDelay: Duration = .seconds(2)

    package var initializationDelay: Duration = .zero
    package var diskWaitAttempts = 10
    package var diskWaitInterval: Duration = .seconds(3)
    package var guardsSpecialFileSystems = true
    package var partitionAttempts = 3
    /// Permits writing to disks although the system does not run from memory.
    package var allowsInstalledSystem = false

    package var imageUser: String?
    package var imagePassword: Secret?
    /// Longest time without a byte of the image.
    package var downloadTimeout: Duration = .seconds(60)
    /// Further tries after the first.
    package var downloadRetries = 9
    package var downloadRetryInterval: Duration = .seconds(10)
    /// Longest time for one image in all, zero for no limit.
    package var downloadLimit: Duration = .zero
    package var isMD5Enabled = false
    /// Where images that cannot be streamed are put; memory in a ramdisk.
    package var temporaryDirectory = "/tmp"
    package var ignoresBootloaderFailure = false

    package init() {}
}

/// A version of the conductor's API, such as 1.68.
package struct APIVersionNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1], major >= 0, minor >= 0 else { return nil }
        self.init(major, minor)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
