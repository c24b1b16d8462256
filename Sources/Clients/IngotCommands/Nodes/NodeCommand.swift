import ArgumentParser

/// Everything about machines.
struct NodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Machines: enrol them, look at them, change their life.",
        subcommands: [
            NodeCreate.self, NodeList.self, NodeShow.self, NodeSet.self, NodeUnset.self, NodeDelete.self,
            LifeVerb<Manage>.self, LifeVerb<Inspect>.self, LifeVerb<Provide>.self, LifeVerb<Adopt>.self,
            InstallVerb<Deploy>.self, LifeVerb<Undeploy>.self, InstallVerb<Rebuild>.self, StepsVerb<Clean>.self,
            StepsVerb<Service>.self, NodeRescue.self, LifeVerb<Unrescue>.self, LifeVerb<Unhold>.self,
            LifeVerb<Abort>.self, NodeValidate.self, NodePower.self, PowerVerb<Reboot>.self, NodeMaintenance.self,
            NodeTimeline.self, NodePlan.self,
        ] + NodeCallGroups.all)
}
