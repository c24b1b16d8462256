import IngotModel
import Logging

extension Settings {
    /// Every setting there is, in the order of the help and of the sample file.
    package static let table: [Setting] = [
        Setting(
            "data", \.data, .path,
            "The directory for the database, the served files and the lock; made where it is missing."),
        Setting(
            "role", \.role, .choice, "Which parts this process runs; parts in several processes share one PostgreSQL."),
        Setting(
            "hardware_types", \.hardwareTypes, .words,
            "The hardware types that nodes may have as their driver."),
        Setting("log.level", \.log.level, .choice, "The least severe log lines that are written to standard error."),
        Setting(
            "database.url", \.database.url, .secret,
            "A PostgreSQL connection string, as in postgresql://user:password@host/ingot; empty is SQLite in the data"
                + " directory."),
        Setting(
            "database.connections", \.database.connections, .integer(1...100),
            "How many connections to PostgreSQL are open at most."),
        Setting("api.listen", \.api.listen, .address, "Where the API listens."),
        Setting(
            "api.public_endpoint", \.api.publicEndpoint, .url,
            "The URL that callers and machines reach this API by; empty takes it from each request."),
        Setting(
            "api.answer_timeout", \.api.answerTimeout, .duration(.seconds(1) ... .seconds(600)),
            "How long a caller waits for a conductor to take a request before the answer is 503."),
        Setting(
            "api.page_limit", \.api.pageLimit, .integer(1...10_000), "How many entries a list answers with at most."),
        Setting(
            "api.body_limit", \.api.bodyLimit, .size(1 << 10...1 << 28), "How large the body of a request may be."),
        Setting(
            "api.body_depth", \.api.bodyDepth, .integer(4...512), "How deeply the JSON of a request may be nested."),
        Setting(
            "conductor.hostname", \.conductor.hostname, .optional(.text),
            "The name that this conductor is known by; empty is the machine's host name."),
        Setting("conductor.group", \.conductor.group, .text, "The conductor group whose nodes this conductor drives."),
        Setting(
            "conductor.concurrent_runs", \.conductor.concurrentRuns, .integer(1...1_000),
            "How many nodes are worked on at the same time; more wait their turn."),
        Setting(
            "conductor.lease", \.conductor.lease, .duration(.seconds(5) ... .seconds(3_600)),
            "How long a node stays with a conductor that has fallen silent."),
        Setting(
            "conductor.heartbeat", \.conductor.heartbeat, .duration(.seconds(1) ... .seconds(600)),
            "How often a conductor says that it lives."),
        Setting(
            "conductor.tick", \.conductor.tick, .duration(.milliseconds(50) ... .seconds(60)),
            "How often a conductor looks for work that nothing woke it for."),
        Setting(
            "deploy.fast_track", \.deploy.fastTrack, .boolean,
            "Whether a running ramdisk is used as it is, for nodes whose driver_info does not say."),
        Setting(
            "deploy.fast_track_timeout", \.deploy.fastTrackTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How old the last heartbeat may be for a ramdisk to count as running."),
        Setting(
            "clean.automated", \.clean.automated, .boolean,
            "Whether nodes are cleaned before they become available, for nodes that do not say."),
        Setting(
            "agent.heartbeat_timeout", \.agent.heartbeatTimeout, .duration(.seconds(5) ... .seconds(86_400)),
            "How long an agent may be silent; agents send heartbeats several times in this time."),
        Setting(
            "agent.command_timeout", \.agent.commandTimeout, .duration(.seconds(1) ... .seconds(3_600)),
            "How long an agent may take to answer a call."),
        Setting(
            "wait.clean", \.wait.clean, .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"clean wait\" without a sign of its agent."),
        Setting(
            "wait.deploy", \.wait.deploy, .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"wait call-back\" without a sign of its agent."),
        Setting(
            "fake.step_delay", \.fake.stepDelay, .duration(.zero ... .seconds(3_600)),
            "How long each step of fake-hardware takes."),
    ]
}
