import IngotModel

/// What to do about a wait that has taken too long, by the first thing that the evidence shows.
extension Overdue {
    var advice: String { "\(remedy), then \(again)" }

    private var remedy: String {
        if power.isOff { return "find out who switched the machine off" }
        if power.isUnreachable { return "check the way to the machine's BMC, and what driver_info says of it" }
        guard needsRamdisk else { return "look at the machine's console" }
        if agent?.url == nil {
            return
                "see on the machine's console whether it boots the deploy ramdisk, and whether that reaches this service"
        }
        if isHeard { return "the ramdisk lives, so see in its log on the machine what it is doing" }
        return "see on the machine's console whether the ramdisk still runs and has its network"
    }

    /// A step that failed may have put the node into maintenance, where most verbs are refused.
    private var again: String {
        let isHeld = leavesDoubts && Node.fault(ofFailureIn: state) != nil
        let verbs = Self.cleaning.contains(state) ? "'manage' and clean the node again" : "'\(verb)' again"
        return (isHeld ? "end the maintenance, " : "") + "ask for \(verbs)"
    }

    private static let cleaning: Set<ProvisionState> = [.cleaning, .cleanWait]
}
