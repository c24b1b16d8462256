import IngotModel

/// Why a setting cannot be used.
package struct AgentOptionError: Error, Hashable, CustomStringConvertible {
    package var name: String
    package var source: String
    package var reason: String

    package var description: String { "\(source): \(name) \(reason)" }
}

/// One setting of the agent: its name, where it may be given, and how its text is read.
///
/// The table serves the kernel command line (`ipa-…`), configuration files (names with underscores), the environment
/// (`INGOT_AGENT_…`) and `--option name=value` alike.
package struct AgentOption: Sendable {
    package var name: String
    package var help: String
    /// Whether the kernel command line may set it; paths and secrets of files may not.
    package var isKernelParameter: Bool
    let read: @Sendable (String, inout AgentConfiguration) -> Bool

    package var kernelParameter: String? {
        isKernelParameter ? "ipa-" + String(name.map { $0 == "_" ? "-" : $0 }) : nil
    }

    package var environmentVariable: String { "INGOT_AGENT_" + name.uppercased() }

    package func apply(_ text: String, from source: String, to configuration: inout AgentConfiguration)
        throws(AgentOptionError)
    {
        guard read(text, &configuration) else {
            throw AgentOptionError(
                name: name, source: source, reason: "cannot be \"\(isSecret ? Secret.mask : text)\": \(help)")
        }
    }

    private var isSecret: Bool { name.contains("token") || name.contains("password") }

    package static func named(_ name: String) -> AgentOption? {
        let name = String(name.map { $0 == "-" ? "_" : $0 })
        return all.first { $0.name == name }
    }
}

extension AgentOption {
    private typealias Path<Value> = any WritableKeyPath<AgentConfiguration, Value> & Sendable

    private static func text(_ name: String, _ path: Path<String?>, kernel: Bool = true, _ help: String) -> Self {
        Self(name: name, help: help, isKernelParameter: kernel) { text, configuration in
            configuration[keyPath: path] = text.isEmpty ? nil : text
            return true
        }
    }

    private static func secret(_ name: String, _ path: Path<Secret?>, kernel: Bool = true, _ help: String) -> Self {
        Self(name: name, help: help, isKernelParameter: kernel) { text, configuration in
            configuration[keyPath: path] = text.isEmpty ? nil : Secret(text)
            return true
        }
    }

    private static func flag(_ name: String, _ path: Path<Bool>, kernel: Bool = true, _ help: String) -> Self {
        Self(name: name, help: help, isKernelParameter: kernel) { text, configuration in
            guard let value = boolean(text) else { return false }
            configuration[keyPath: path] = value
            return true
        }
    }

    private static func count(
        _ name: String, _ path: Path<Int>, in range: ClosedRange<Int>, kernel: Bool = true, _ help: String
    ) -> Self {
        Self(name: name, help: help, isKernelParameter: kernel) { text, configuration in
            guard let value = Int(text), range.contains(value) else { return false }
            configuration[keyPath: path] = value
            return true
        }
    }

    private static func seconds(_ name: String, _ path: Path<Duration>, kernel: Bool = true, _ help: String) -> Self {
        Self(name: name, help: help, isKernelParameter: kernel) { text, configuration in
            guard let value = Double(text), value >= 0, value <= 31_536_000 else { return false }
            configuration[keyPath: path] = .seconds(value)
            return true
        }
    }

    /// The words for true and false of configuration files in the field.
    static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "t", "true", "on", "y", "yes": true
        case "0", "f", "false", "off", "n", "no": false
        default: nil
        }
    }

    /// Every setting, in the order in which `--help` and errors list them.
    package static let all: [AgentOption] = [
        AgentOption(name: "api_url", help: "URLs of the conductor's API, separated by commas", isKernelParameter: true)
        {
            text, configuration in
            let urls = text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
            guard urls.allSatisfy({ $0.hasPrefix("http://") || $0.hasPrefix("https://") }) else { return false }
            configuration.apiURLs = urls.map { $0.withoutSuffix("/") }
            return true
        },
        flag("standalone", \.isStandalone, "no lookup and no heartbeat"),
        flag("debug", \.isDebug, "true to log more"),
        text("global_request_id", \.globalRequestID, "sent to the conductor as X-OpenStack-Request-ID"),
        AgentOption(name: "ironic_api_version", help: "API version to speak, as in 1.68", isKernelParameter: true) {
            text, configuration in
            guard let version = APIVersionNumber(text) else { return false }
            configuration.ironicAPIVersion = version
            return true
        },
        text("listen_host", \.listenHost, "address of the agent's API"),
        count("listen_port", \.listenPort, in: 0...65535, "port of the agent's API, 0 to 65535"),
        text("advertise_host", \.advertiseHost, "address told to the conductor"),
        AgentOption(name: "advertise_port", help: "port told to the conductor, 1 to 65535", isKernelParameter: true) {
            text, configuration in
            guard let port = Int(text), (1...65535).contains(port) else { return false }
            configuration.advertisePort = port
            return true
        },
        AgentOption(name: "advertise_protocol", help: "http or https", isKernelParameter: true) {
            text, configuration in
            guard ["http", "https"].contains(text) else { return false }
            configuration.advertiseProtocol = text
            return true
        },
        text("network_interface", \.networkInterface, "interface whose address is told to the conductor"),
        count("ip_lookup_attempts", \.addressAttempts, in: 1...1000, "tries to find the own address, 1 to 1000"),
        seconds("ip_lookup_timeout", \.addressInterval, "seconds between those tries"),
        secret("agent_token", \.token, "token handed over before the boot"),
        flag("enable_auto_tls", \.makesCertificate, "make a certificate at start where the conductor takes one"),
        flag("listen_tls", \.servesTLSFromFiles, kernel: false, "serve TLS with the two files below"),
        text("tls_cert_file", \.certificateFile, kernel: false, "certificate of the agent's API, PEM"),
        text("tls_key_file", \.keyFile, kernel: false, "key of the agent's API, PEM"),
        AgentOption(name: "tls_min_version", help: "1.2 or 1.3", isKernelParameter: true) { text, configuration in
            guard ["1.2", "1.3"].contains(text) else { return false }
            configuration.minimumTLSVersion = text
            return true
        },
        flag("insecure", \.isInsecure, "do not check servers' certificates"),
        text("cafile", \.trustFile, kernel: false, "certificates to trust, PEM"),
        text("certfile", \.clientCertificateFile, kernel: false, "own certificate for the conductor, PEM"),
        text("keyfile", \.clientKeyFile, kernel: false, "key of that certificate, PEM"),
        seconds("lookup_timeout", \.lookupTimeout, "seconds until the lookup is given up"),
        seconds("lookup_interval", \.lookupInterval, "shortest wait between lookups, seconds"),
        seconds("http_request_timeout", \.requestTimeout, "seconds for one call to the conductor"),
        seconds("heartbeat_floor", \.heartbeatFloor, "shortest time between two heartbeats, seconds"),
        seconds("restart_delay", \.restartDelay, "seconds between the answer to a reboot command and the reboot"),
        seconds("hardware_initialization_delay", \.initializationDelay, "seconds to sleep before disks are looked for"),
        count("disk_wait_attempts", \.diskWaitAttempts, in: 0...10000, "tries to find a disk, 0 for none"),
        seconds("disk_wait_delay", \.diskWaitInterval, "seconds between those tries"),
        flag("guard_special_filesystems", \.guardsSpecialFileSystems, "refuse to wipe shared cluster file systems"),
        count("partition_detection_attempts", \.partitionAttempts, in: 1...100, kernel: false, "tries, 1 to 100"),
        flag("allow_on_installed_system", \.allowsInstalledSystem, "write to disks outside a ramdisk as well"),
        text("image_server_user", \.imageUser, kernel: false, "name for the image server"),
        secret("image_server_password", \.imagePassword, kernel: false, "password for the image server"),
        seconds("image_download_connection_timeout", \.downloadTimeout, "longest time without data, seconds"),
        count("image_download_connection_retries", \.downloadRetries, in: 0...1000, "further tries, 0 to 1000"),
        seconds("image_download_connection_retry_interval", \.downloadRetryInterval, "seconds between tries"),
        seconds("image_download_max_duration", \.downloadLimit, "seconds for an image in all, 0 for no limit"),
        flag("md5_enabled", \.isMD5Enabled, kernel: false, "accept MD5 checksums"),
        flag("ignore_bootloader_failure", \.ignoresBootloaderFailure, "failures to make boot entries are not fatal"),
        AgentOption(name: "temporary_directory", help: "a path", isKernelParameter: false) { text, configuration in
            configuration.temporaryDirectory = text
            return text.hasPrefix("/")
        },
    ]
}
