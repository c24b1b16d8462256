import Prometheus

/// Everything that is measured: name, kind, labels and meaning, in the order of the text. Times are in seconds.
///
/// No label names a node: what labels can be is bounded by routes, steps, states, verbs and hardware types.
extension MetricFamily {
    package static let all = nodes + work + steps + leases + interface + storage + jobs + notifications + process

    // MARK: Nodes, read from the database when they are asked for

    package static let nodes = [nodesByState, stateAge, stateOverBudget, maintenance, faults]

    package static let nodesByState = Self("ingot_nodes", .gauge, labels: ["state"], "Nodes by provision state.")
    package static let stateAge = Self(
        "ingot_node_state_age_seconds", .gauge, labels: ["state"],
        "How long the nodes of a provision state have been in it, all together.")
    package static let stateOverBudget = Self(
        "ingot_node_over_budget_seconds", .gauge, labels: ["state"],
        "How long the nodes of a waiting state have been in it beyond its deadline, all together.")
    package static let maintenance = Self("ingot_nodes_in_maintenance", .gauge, "Nodes in maintenance.")
    package static let faults = Self("ingot_nodes_with_fault", .gauge, labels: ["fault"], "Nodes by fault.")

    // MARK: Requests and runs

    package static let work = [queueDepth, queueAge, activeRuns, runs, runSeconds, stateSeconds, overBudget]

    package static let queueDepth = Self(
        "ingot_requests_waiting", .gauge, labels: ["state"],
        "Requests that wait for a conductor, for its answer, or for room.")
    package static let queueAge = Self(
        "ingot_requests_oldest_seconds", .gauge, labels: ["state"], "How long the oldest of them has waited.")
    package static let activeRuns = Self(
        "ingot_runs_active", .gauge, labels: ["verb", "state"], "Runs that have not ended.")
    package static let runs = Self(
        "ingot_runs_total", .counter, labels: ["verb", "driver", "outcome"], "Runs that ended, by how.")
    package static let runSeconds = Self(
        "ingot_run_seconds", .histogram(minutes), labels: ["verb", "driver"], "How long runs took that finished.")
    package static let stateSeconds = Self(
        "ingot_state_seconds", .histogram(minutes), labels: ["state"],
        "How long provision states lasted that nodes have left.")
    package static let overBudget = Self(
        "ingot_state_over_budget_seconds_total", .counter, labels: ["state"],
        "How long provision states lasted beyond their deadline, whole seconds.")

    // MARK: Steps

    package static let steps = [stepSeconds, stepFailures]

    package static let stepSeconds = Self(
        "ingot_step_seconds", .histogram(minutes), labels: ["step", "driver"],
        "How long steps took that finished, from their beginning.")
    package static let stepFailures = Self(
        "ingot_step_failures_total", .counter, labels: ["step", "driver"], "Steps that failed.")

    // MARK: Leases and agents

    package static let leases = [leasesTaken, leasesLost, takeovers, heartbeats]

    package static let leasesTaken = Self("ingot_leases_taken_total", .counter, "Leases that this conductor took.")
    package static let leasesLost = Self(
        "ingot_leases_lost_total", .counter, "Leases that ran out while this conductor still worked.")
    package static let takeovers = Self(
        "ingot_takeovers_total", .counter, "Runs that this conductor took up after another one, or an earlier life.")
    package static let heartbeats = Self("ingot_heartbeats_total", .counter, "Heartbeats of agents that were accepted.")

    // MARK: API and database

    package static let interface = [requestSeconds]

    package static let requestSeconds = Self(
        "ingot_api_request_seconds", .histogram(instants), labels: ["method", "route", "status"],
        "How long requests took until their answer began.")

    package static let storage = [transactionSeconds, transactionFailures]

    package static let transactionSeconds = Self(
        "ingot_database_seconds", .histogram(instants), labels: ["kind"],
        "How long transactions took, the wait for their turn included.")
    package static let transactionFailures = Self(
        "ingot_database_failures_total", .counter, labels: ["kind"], "Transactions that failed by the database's fault."
    )

    // MARK: Periodic jobs and notifications

    package static let jobs = [jobSeconds, jobFailures]

    package static let jobSeconds = Self(
        "ingot_job_seconds", .histogram(instants), labels: ["job"], "How long the ticks of periodic jobs took.")
    package static let jobFailures = Self(
        "ingot_job_failures_total", .counter, labels: ["job"], "Ticks of periodic jobs that failed.")

    package static let notifications = [deliveries, deliveryLag, traces, traceLag]

    package static let deliveries = Self(
        "ingot_notifications_total", .counter, labels: ["outcome"],
        "Events on their way to webhooks: delivered, failed (and tried again), given_up, missed.")
    package static let deliveryLag = Self(
        "ingot_notification_lag_seconds", .gauge, labels: ["webhook"],
        "How old the event is that a webhook does not take; 0 where it has taken all.")
    package static let traces = Self(
        "ingot_traces_total", .counter, labels: ["outcome"],
        "Traces of runs on their way to the collector: delivered, failed (and tried again), given_up, missed.")
    package static let traceLag = Self(
        "ingot_trace_lag_seconds", .gauge, labels: ["collector"],
        "How long ago the run ended that the collector does not take; 0 where it has taken all.")

    // MARK: This process, under the names that all exporters use

    package static let process = [residentMemory, processorTime, startTime]

    package static let residentMemory = Self(
        "process_resident_memory_bytes", .gauge, "Resident memory size in bytes.")
    package static let processorTime = Self(
        "process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.")
    package static let startTime = Self(
        "process_start_time_seconds", .gauge, "Start time of the process since unix epoch in seconds.")

    // MARK: Buckets

    /// For what a caller waits for.
    private static let instants = [0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// For what machines do.
    private static let minutes = [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400]
}
