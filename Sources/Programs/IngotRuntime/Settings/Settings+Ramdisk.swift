import IngotModel

/// What concerns agents in ramdisks.
extension Settings {
    static let ramdisk = [
        Setting("agent.served", \.api.servesRamdisks, .boolean, "Whether agents may look up their node and report."),
        Setting(
            "agent.restricted_lookup", \.api.restrictsLookup, .boolean,
            "Whether agents find only nodes that expect a ramdisk."),
        Setting("agent.require_tls", \.api.requiresAgentTLS, .boolean, "Whether agents must be reached over TLS."),
        Setting("agent.allow_md5", \.api.allowsMD5, .boolean, "Whether agents may check images by MD5."),
        Setting(
            "agent.heartbeat_timeout", \.heartbeatTimeout, .duration(.seconds(5) ... .seconds(86_400)),
            "Told to agents in whole seconds; they send heartbeats at 0.3 to 0.6 of it."),
        Setting(
            "agent.command_timeout", \.agent.commandTimeout, .duration(.seconds(1) ... .seconds(3_600)),
            "How long one call to an agent may take."),
        Setting(
            "agent.connect_timeout", \.agent.connectTimeout, .duration(.milliseconds(100) ... .seconds(600)),
            "How long a connection to an agent may take to come about."),
        Setting(
            "agent.answer_limit", \.agent.maximumAnswerBytes, .size(1 << 16...1 << 28),
            "How large the answer of an agent may be."),
        Setting(
            "agent.poll_interval", \.agent.pollInterval, .duration(.milliseconds(100) ... .seconds(600)),
            "How often a running command is asked about when no heartbeat comes first."),
        Setting(
            "agent.silence_timeout", \.agent.silenceTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How long an agent may be silent in the middle of a command before the command counts as lost."),
        Setting(
            "agent.reboot_timeout", \.agent.rebootTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How long a machine may take to leave the ramdisk after it was told to reboot."),
        Setting(
            "agent.gone_after", \.agent.goneAfter, .duration(.milliseconds(100) ... .seconds(3_600)),
            "How long an agent that was told to reboot must be silent until its machine counts as gone."),
        Setting(
            "agent.gone_after_uncertain", \.agent.goneAfterUncertain, .duration(.seconds(1) ... .seconds(3_600)),
            "The same, where it is not certain that the agent was told."),
    ]
}
