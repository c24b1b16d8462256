import IngotModel
import Logging

extension Settings {
    /// Every setting there is, in the order of the help and of the sample file.
    package static let table =
        general + storage + listener + interface + authentication + work + steps + cluster + jobs + ramdisk
        + observation

    private static let general = [
        Setting(
            "data", \.data, .path,
            "The directory for the database, the served files and the lock; made where it is missing."),
        Setting(
            "role", \.role, .choice, "Which parts this process runs; parts in several processes share one PostgreSQL."),
        Setting("hardware_types", \.hardwareTypes, .hardwareTypes, "The hardware types that nodes may have as driver."),
        Setting(
            "shutdown_timeout", \.shutdownTimeout, .duration(.seconds(1) ... .seconds(3_600)),
            "How long a graceful end may take before what still runs is cancelled; the next start goes on from there."),
        Setting("log.level", \.logLevel, .choice, "The least severe log lines that are written to standard error."),
    ]

    private static let storage = [
        Setting(
            "database.url", \.database.url, .secret,
            "A PostgreSQL connection string, as in postgresql://user:password@host/ingot; empty is SQLite in the data"
                + " directory."),
        Setting(
            "database.connections", \.database.connections, .integer(1...100),
            "How many connections to PostgreSQL are open at most. One of several is kept for leases and signs of life, a"
                + " quarter for reads and heartbeats."),
        Setting(
            "database.connect_timeout", \.database.postgreSQL.connectTimeout, .duration(.seconds(2) ... .seconds(600)),
            "How long a connection to PostgreSQL may take to come about."),
        Setting(
            "database.silence_timeout", \.database.postgreSQL.silenceTimeout, .duration(.seconds(1) ... .seconds(600)),
            "How long PostgreSQL's host may acknowledge nothing until a connection to it counts as lost, as when it has lost"
                + " its power; at most two thirds of conductor.lease, so that leases are renewed in time."),
        Setting(
            "database.statement_timeout", \.database.postgreSQL.statementTimeout,
            .duration(.seconds(1) ... .seconds(3_600)), "How long one statement may run on PostgreSQL."),
        Setting(
            "database.lock_timeout", \.database.postgreSQL.lockTimeout,
            .duration(.milliseconds(100) ... .seconds(3_600)),
            "How long one statement may wait for another transaction's lock on PostgreSQL."),
        Setting(
            "database.idle_timeout", \.database.postgreSQL.idleTimeout, .duration(.seconds(1) ... .seconds(3_600)),
            "How long a transaction may do nothing until PostgreSQL ends it, so that a process that was frozen in the middle"
                + " of one does not keep the others waiting."),
        Setting(
            "database.queue_length", \.database.postgreSQL.queueLength, .integer(1...100_000),
            "How many transactions may wait for a connection to PostgreSQL; more are refused."),
        Setting(
            "database.queue_timeout", \.database.postgreSQL.queueTimeout,
            .duration(.milliseconds(100) ... .seconds(3_600)),
            "How long a transaction may wait for a connection to PostgreSQL."),
        Setting(
            "database.busy_timeout", \.database.sqlite.busyTimeout, .duration(.milliseconds(100) ... .seconds(600)),
            "How long SQLite waits for another process that writes."),
        Setting(
            "database.readers", \.database.sqlite.readers, .integer(1...64),
            "How many reads of SQLite run side by side."),
        Setting(
            "database.read_queue_length", \.database.sqlite.queueLength, .integer(1...1_000_000),
            "How many reads of SQLite may wait for their turn; more are refused."),
        Setting(
            "database.read_queue_timeout", \.database.sqlite.queueTimeout,
            .duration(.milliseconds(100) ... .seconds(3_600)), "How long a read of SQLite may wait for its turn."),
        Setting(
            "database.commit_batch", \.database.sqlite.batch, .integer(1...10_000),
            "How many changes that wait one commit of SQLite takes together."),
        Setting(
            "database.commit_time", \.database.sqlite.batchTime, .duration(.zero ... .seconds(10)),
            "How long one commit of SQLite that holds a heartbeat or a lease takes less urgent changes in; a disk that"
                + " confirms slowly gets through more with a longer one."),
        Setting(
            "database.write_cache", \.database.sqlite.writerCache, .size(1 << 20...1 << 30),
            "How much memory the writing connection of SQLite may take for pages of the file."),
        Setting(
            "database.survives_power_cut", \.database.sqlite.survivesPowerCut, .boolean,
            "Whether each change waits until SQLite's disk has it."),
    ]

    private static let listener = [
        Setting("api.listen", \.listen, .address, "Where the API listens."),
        Setting(
            "api.socket", \.listener.socket, .optional(.path), "A Unix socket on which the API listens besides."),
        Setting(
            "api.tls_certificate", \.listener.certificate, .optional(.path),
            "A PEM file with the API's certificate and those above it; with it the address speaks HTTPS alone."),
        Setting(
            "api.tls_key", \.listener.key, .optional(.path), "The PEM file with the key of api.tls_certificate."),
        Setting(
            "api.tls_reload_interval", \.listener.reloadInterval, .duration(.milliseconds(100) ... .seconds(86_400)),
            "How often the certificate's files are looked at; changed ones are used at once."),
        Setting(
            "api.connections", \.listener.maximumConnections, .integer(1...1_000_000),
            "How many connections are open at the same time; more wait."),
        Setting(
            "api.head_limit", \.listener.maximumHeadSize, .size(1 << 10...1 << 24),
            "How large the head of a request may be; tokens travel there."),
        Setting(
            "api.header_count", \.listener.maximumHeaderCount, .integer(10...100_000),
            "How many headers a request may have."),
        Setting(
            "api.idle_timeout", \.listener.idleTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How long a connection may be without a request, or take for a request's head."),
        Setting(
            "api.request_timeout", \.listener.requestTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How long a caller may take to send a request's body."),
        Setting(
            "api.stall_timeout", \.listener.stallTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How long a caller may leave an answer that waits for it untaken."),
    ]

    private static let interface = [
        Setting(
            "api.public_endpoint", \.api.publicEndpoint, .url,
            "The URL that links in answers begin with; empty takes it from each request."),
        Setting(
            "api.proxy_headers", \.api.trustsProxyHeaders, .boolean,
            "Whether links begin with what a proxy says in X-Forwarded-Proto and X-Forwarded-Host."),
        Setting(
            "api.answer_timeout", \.api.answerTimeout, .duration(.seconds(1) ... .seconds(600)),
            "How long a caller waits for a conductor to take a request before the answer is 503."),
        Setting(
            "api.explanation_timeout", \.api.explanationTimeout, .duration(.zero ... .seconds(600)),
            "How long a dry run that is refused waits for a conductor to tell what else is in the way."),
        Setting(
            "api.database_patience", \.api.databasePatience, .duration(.zero ... .seconds(600)),
            "How long calls that wait for a conductor go on waiting while the database is away; then they are answered 503."
        ),
        Setting(
            "api.lock_patience", \.api.lockPatience, .duration(.zero ... .seconds(600)),
            "How long a caller waits for a node that is being worked on before the answer is 409."),
        Setting(
            "api.poll_interval", \.api.pollInterval, .duration(.milliseconds(10) ... .seconds(60)),
            "How often waiting calls look again where nothing wakes them."),
        Setting(
            "api.page_limit", \.api.maximumPageSize, .integer(1...10_000),
            "How many entries a list answers with at most."),
        Setting(
            "api.inspection_reports", \.api.maximumReports, .integer(1...10_000),
            "How many reports of ramdisks are read at the same time; more are told to come again."),
        Setting(
            "api.representation_cache", \.api.representationCacheSize, .size(0...1 << 32),
            "How much memory nodes that were written for answers may take; 0 writes each answer anew."),
        Setting(
            "api.body_limit", \.api.maximumBodySize, .size(1 << 10...1 << 28), "How large the body of a request may be."
        ),
        Setting(
            "api.provision_body_limit", \.api.maximumProvisionBodySize, .size(1 << 10...1 << 30),
            "How large the body of a provision request may be; config drives travel there."),
        Setting(
            "api.inspection_body_limit", \.api.maximumInspectionBodySize, .size(1 << 10...1 << 30),
            "How large the body of a ramdisk's inspection data may be."),
        Setting(
            "api.body_depth", \.api.maximumJSONDepth, .integer(4...512),
            "How deeply the JSON of a request may be nested."),
        Setting(
            "api.conductor_timeout", \.conductorTimeout, .duration(.seconds(1) ... .seconds(86_400)),
            "How long a conductor may be silent until it is shown as not alive."),
        Setting(
            "api.delete_available_nodes", \.api.allowsDeletingAvailableNodes, .boolean,
            "Whether a node that is available may be deleted."),
        Setting(
            "api.default_conductor_group", \.api.defaultConductorGroup, .text,
            "The conductor group of new nodes that name none."),
        Setting(
            "api.default_resource_class", \.api.defaultResourceClass, .optional(.text),
            "The resource class of new nodes that name none."),
        Setting(
            "bulk.items", \.api.maximumBulkItems, .integer(1...100_000), "How many nodes one bulk call may name."),
        Setting(
            "bulk.chunk", \.api.bulkChunk, .integer(1...1_000),
            "How many nodes a bulk call creates in one transaction."),
        Setting(
            "bulk.concurrency", \.api.bulkConcurrency, .integer(1...1_000),
            "How many nodes a bulk call works on at the same time."),
        Setting(
            "bulk.timeout", \.api.bulkTimeout, .duration(.seconds(1) ... .seconds(3_600)),
            "For how long a bulk call begins work on further nodes; the rest is refused."),
        Setting(
            "events.streams", \.api.maximumEventStreams, .integer(0...10_000),
            "How many streams of events may be open at the same time; more are refused."),
        Setting(
            "events.page", \.api.eventPageSize, .integer(1...1_000),
            "How many events a stream reads at a time; a slow client keeps no more in memory."),
        Setting(
            "events.poll_interval", \.api.eventPollInterval, .duration(.milliseconds(50) ... .seconds(60)),
            "How often a stream looks for events where nothing wakes it."),
        Setting(
            "events.heartbeat", \.api.eventHeartbeatInterval, .duration(.milliseconds(100) ... .seconds(600)),
            "After how much silence a stream says that it lives."),
        Setting(
            "events.stream_lifetime", \.api.eventStreamLifetime, .duration(.seconds(1) ... .seconds(604_800)),
            "How long a stream lasts until its client must come back, with credentials that are checked anew."),
        Setting(
            "files.directory", \.api.filesDirectory, .optional(.path),
            "What the API serves below /files; empty is the directory files in the data directory."),
    ]

    private static let work = [
        Setting(
            "conductor.hostname", \.hostname, .optional(.text),
            "The name that this conductor is known by; empty is the machine's host name."),
        Setting("conductor.group", \.conductor.group, .text, "The conductor group whose nodes this conductor drives."),
        Setting(
            "conductor.concurrency", \.conductor.maximumConcurrency, .integer(1...1_000),
            "How many requests and nodes are worked on at the same time; more wait their turn."),
        Setting(
            "conductor.lease", \.lease, .duration(.seconds(5) ... .seconds(3_600)),
            "How long a node stays with a conductor that has fallen silent; after that it counts as dead."),
        Setting(
            "conductor.heartbeat", \.conductor.heartbeatInterval, .duration(.seconds(1) ... .seconds(600)),
            "How often a conductor says that it lives."),
        Setting(
            "conductor.poll_interval", \.conductor.pollInterval, .duration(.milliseconds(50) ... .seconds(60)),
            "How often a conductor looks for work where nothing wakes it."),
        Setting(
            "conductor.unreadable_pause", \.conductor.unreadablePause, .duration(.seconds(1) ... .seconds(86_400)),
            "How long requests and runs that cannot be read, as a newer version may have written them, are left alone until"
                + " they are looked at again."),
        Setting(
            "conductor.retention", \.conductor.retention, .duration(.seconds(3_600) ... .seconds(315_360_000)),
            "How long answered requests and the journals of ended runs are kept."),
        Setting(
            "conductor.kept_history", \.conductor.keptHistory, .integer(0...100_000),
            "How many entries of each node's history outlive that time."),
        Setting(
            "plan.estimate_runs", \.conductor.estimateRuns, .integer(1...1_000),
            "From how many of the newest runs at most it is estimated how long a plan will take."),
        Setting(
            "events.retention", \.conductor.eventRetention, .duration(.seconds(60) ... .seconds(315_360_000)),
            "How long events are kept for streams that come back."),
        Setting(
            "deploy.fast_track", \.fastTrack, .boolean,
            "Whether a running ramdisk is used as it is, for nodes whose driver_info does not say."),
        Setting(
            "deploy.fast_track_window", \.conductor.fastTrackWindow, .duration(.seconds(1) ... .seconds(86_400)),
            "How old the last heartbeat may be for a ramdisk to count as running."),
        Setting(
            "deploy.image_probe_timeout", \.imageProbeTimeout, .duration(.zero ... .seconds(600)),
            "How long the conductor's look at an image may take before a deployment; 0 where only machines can see it."),
        Setting(
            "conductor.provisioning_in_maintenance", \.conductor.allowsProvisioningInMaintenance, .boolean,
            "Whether nodes in maintenance may be provided and cleaned, and their waits pause; otherwise they fail."),
        Setting(
            "wait.clean", \.[waitIn: .cleanWait], .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"clean wait\"."),
        Setting(
            "wait.deploy", \.[waitIn: .deployWait], .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"wait call-back\"."),
        Setting(
            "wait.inspect", \.[waitIn: .inspectWait], .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"inspect wait\"."),
        Setting(
            "wait.service", \.[waitIn: .serviceWait], .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"service wait\"."),
        Setting(
            "wait.rescue", \.[waitIn: .rescueWait], .duration(.seconds(1) ... .seconds(604_800)),
            "How long a node may stay in \"rescue wait\"."),
        Setting(
            "wait.step", \.conductor.longestWaitStep, .duration(.zero ... .seconds(604_800)),
            "How long the step \"wait\" takes at most, whatever its seconds say."),
        Setting(
            "wait.last_look", \.conductor.lastLookTimeout, .duration(.milliseconds(100) ... .seconds(600)),
            "How long a power interface may take to answer when a wait has been too long."),
        Setting(
            "allocation.interval", \.conductor.allocationInterval, .duration(.milliseconds(100) ... .seconds(3_600)),
            "How often nodes are looked for, for allocations without one, where nothing wakes the conductor."),
        Setting(
            "allocation.patience", \.conductor.allocationPatience, .duration(.zero ... .seconds(3_600)),
            "How long an allocation waits for nodes that fit but are held by conductors."),
        Setting(
            "inspection.mask_secrets", \.conductor.maskingOfInspectionSecrets, .choice,
            "Which inspection rules see *** instead of passwords and tokens that were found."),
        Setting(
            "fake.step_delay", \.fakeStepDelay, .duration(.zero ... .seconds(3_600)),
            "How long each step of fake-hardware takes."),
    ]
}
