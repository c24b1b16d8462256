import Testing

@testable import IngotAgent

@Suite struct AgentConfigurationTests {
    @Test func `the kernel command line sets what conductors write there`() throws {
        var sources = AgentConfiguration.Sources()
        sources.kernelCommandLine =
            "quiet console=ttyS0 ipa-api-url=http://10.0.2.2:6385/,https://b ipa-debug=1 ipa-listen-port=9998"
            + " ipa-agent-token=abc ipa-insecure=true ipa-lookup-timeout=30 BOOTIF=01-52-54-00-11-22-33"
        let (read, unknown) = try AgentConfiguration.reading(sources)
        #expect(read.apiURLs == ["http://10.0.2.2:6385", "https://b"])
        #expect(read.isDebug && read.isInsecure && read.listenPort == 9998 && read.lookupTimeout == .seconds(30))
        #expect(read.token?.reveal() == "abc" && unknown.isEmpty)
        #expect(KernelCommandLine(sources.kernelCommandLine).bootInterface == "01-52-54-00-11-22-33")
    }

    @Test func `bare words are ignored and the last one of a name wins`() {
        let kernel = KernelCommandLine("ipa-standalone a=1 a=2 =x b=c=d")
        #expect(kernel.parameters == ["a": "2", "b": "c=d"])
    }

    @Test func `later sources win`() throws {
        var sources = AgentConfiguration.Sources()
        sources.kernelCommandLine =
            "ipa-listen-port=1 ipa-advertise-port=1 ipa-lookup-interval=1 ipa-global-request-id=k"
        sources.files = [
            ("/f", "[DEFAULT]\n# comment\nlisten_port = 2\nadvertise_port=2\nlookup_interval=2\nodd=1\n[x]\ny=1")
        ]
        sources.environment = ["INGOT_AGENT_ADVERTISE_PORT": "3", "INGOT_AGENT_LOOKUP_INTERVAL": "3"]
        sources.arguments = [("lookup-interval", "4")]
        let (read, unknown) = try AgentConfiguration.reading(sources)
        #expect(read.listenPort == 2 && read.advertisePort == 3 && read.lookupInterval == .seconds(4))
        #expect(read.globalRequestID == "k" && unknown == ["/f: odd"])
    }

    @Test(arguments: [
        ("listen_port", "70000"), ("debug", "perhaps"), ("api_url", "ftp://x"), ("lookup_timeout", "-1"),
        ("tls_min_version", "1.1"), ("ironic_api_version", "new"),
    ])
    func `a wrong value names the setting and the source`(_ name: String, _ value: String) {
        var sources = AgentConfiguration.Sources()
        sources.arguments = [(name, value)]
        #expect { try AgentConfiguration.reading(sources) } throws: { error in
            let error = error as? AgentOptionError
            return error?.name == name && error?.source == "command line" && error?.reason.contains(value) == true
        }
    }

    @Test func `every setting has a name of its own`() {
        #expect(Set(AgentOption.all.map(\.name)).count == AgentOption.all.count)
    }
}
