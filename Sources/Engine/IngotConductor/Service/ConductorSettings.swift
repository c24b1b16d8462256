import IngotModel

/// Who a conductor is, and its limits.
package struct ConductorSettings: Sendable {
    package var hostname: String
    package var group: String
    /// How long a node may be held without renewal; renewed at a third of it. Conductors that were not seen for so long
    /// are dead to the others.
    package var leaseDuration: Duration
    /// The floor under the bell: work is looked for at least this often.
    package var pollInterval: Duration
    /// How often the conductor says that it is alive.
    package var heartbeatInterval: Duration
    /// How long requests and runs that cannot be read are left alone until they are looked at again.
    package var unreadablePause: Duration = .seconds(300)
    /// How many requests and runs are worked on at the same time.
    package var maximumConcurrency: Int
    /// How long a waiting state may last; other states use `defaultWait`.
    package var waits: [ProvisionState: Duration]
    package var defaultWait: Duration
    package var automatedClean: Bool
    /// Whether nodes in maintenance may be provided and cleaned, and waits of such nodes pause rather than fail (peer:
    /// `[conductor]allow_provisioning_in_maintenance`).
    package var allowsProvisioningInMaintenance = true
    /// Where automated cleaning has its steps from.
    package var cleaning = CleaningSettings()
    /// Steps that are never done.
    package var disallowedSteps = DisallowedSteps()
    /// Priorities of automated cleaning's steps by `interface.step`, instead of those that the interfaces and the agent
    /// give; zero leaves a step out (peer: `[conductor]clean_step_priority_override`).
    package var cleanStepPriorities: [String: Int]
    /// How long answered requests and journals of runs that are over are kept.
    package var retention: Duration
    /// How long events are kept for streams that come back.
    package var eventRetention: Duration = .seconds(7 * 86_400)
    /// How many entries of each node's history are kept, however old they are.
    package var keptHistory: Int
    /// How often allocations without a node are looked at, besides at each ring of the bell.
    package var allocationInterval: Duration
    /// How long an allocation waits for nodes that fit but are held by conductors.
    package var allocationPatience: Duration
    /// How often the periodic jobs are done, and their limits.
    package var jobs = JobSettings()
    /// From how many past runs at most a plan's estimate is made.
    package var estimateRuns = 20
    /// How much of each kind of work may be under way.
    package var limits = WorkLimits()
    /// How long a conductor that was told to drain by a signal may take until it ends in any case (peer:
    /// `[DEFAULT]drain_shutdown_timeout`).
    package var drainTimeout: Duration = .seconds(1_800)
    /// How long the step `wait` may wait at most, whatever its `seconds` say.
    package var longestWaitStep: Duration
    /// How long a power interface may take to answer when a wait has been too long.
    package var lastLookTimeout: Duration = .seconds(5)
    package var maskingOfInspectionSecrets: InspectionMasking
    package var fastTrackDefault: Bool
    package var fastTrackWindow: Duration

    package init(
        hostname: String, group: String = "", leaseDuration: Duration = .seconds(30),
        pollInterval: Duration = .seconds(1), heartbeatInterval: Duration = .seconds(10),
        maximumConcurrency: Int = 64, waits: [ProvisionState: Duration] = [:], defaultWait: Duration = .seconds(1800),
        automatedClean: Bool = true, cleanStepPriorities: [String: Int] = [:],
        retention: Duration = .seconds(90 * 86_400), keptHistory: Int = 100, allocationInterval: Duration = .seconds(5),
        allocationPatience: Duration = .seconds(30), longestWaitStep: Duration = .seconds(86_400),
        maskingOfInspectionSecrets: InspectionMasking = .always, fastTrackDefault: Bool = false,
        fastTrackWindow: Duration = .seconds(300)
    ) {
        self.hostname = hostname
        self.group = group
        self.leaseDuration = leaseDuration
        self.pollInterval = pollInterval
        self.heartbeatInterval = heartbeatInterval
        self.maximumConcurrency = maximumConcurrency
        self.waits = waits
        self.defaultWait = defaultWait
        self.automatedClean = automatedClean
        self.cleanStepPriorities = cleanStepPriorities
        self.retention = retention
        self.keptHistory = keptHistory
        self.allocationInterval = allocationInterval
        self.allocationPatience = allocationPatience
        self.longestWaitStep = longestWaitStep
        self.maskingOfInspectionSecrets = maskingOfInspectionSecrets
        self.fastTrackDefault = fastTrackDefault
        self.fastTrackWindow = fastTrackWindow
    }

    /// Where runs wait on while their nodes are in maintenance; nowhere where that ends them.
    var pausedStates: [ProvisionState] {
        allowsProvisioningInMaintenance ? ProvisionState.allCases.filter(\.pausesInMaintenance) : []
    }

    package func wait(in state: ProvisionState) -> Duration { waits[state] ?? defaultWait }
}
