import ArgumentParser

/// The calls about one node that belong together, group by group.
enum NodeCallGroups {
    /// Those that stand alone, and the groups.
    static let all: [any ParsableCommand.Type] = [
        TraitsCommand<NodeTraits>.self, NodeVIF.self, NodeBIOS.self, NodeCallVerb<FirmwareList>.self, NodeHistory.self,
        NodeCallVerb<InventoryShow>.self, NodeCallVerb<ChildrenList>.self, NodeConsole.self, NodeBootDevice.self,
        NodeCallVerb<BootModeSet>.self, NodeCallVerb<SecureBootSet>.self, NodeRAID.self, NodeIndicator.self,
        NodeCallVerb<NMIInject>.self, NodePassthru.self, NodeVirtualMedia.self, NodeLease.self,
        NodeCallVerb<QueueShow>.self,
    ]
}

struct NodeVIF: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vif", abstract: "The networks that a machine is attached to.",
        subcommands: [NodeCallVerb<VIFList>.self, NodeCallVerb<VIFAttach>.self, NodeCallVerb<VIFDetach>.self])
}

struct NodeLease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lease", abstract: "Who holds a machine while it is worked on.",
        subcommands: [NodeCallVerb<LeaseShow>.self, NodeCallVerb<LeaseBreak>.self])
}

struct NodeBIOS: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bios", abstract: "The BIOS settings of a machine.",
        subcommands: [NodeCallVerb<BIOSList>.self, NodeCallVerb<BIOSShow>.self])
}

struct NodeHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What has happened to a machine.",
        subcommands: [NodeCallVerb<HistoryList>.self, NodeCallVerb<HistoryShow>.self])
}

struct NodeConsole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "The serial console of a machine.",
        subcommands: [
            NodeCallVerb<ConsoleShow>.self, NodeCallVerb<ConsoleEnable>.self, NodeCallVerb<ConsoleDisable>.self,
        ])
}

struct NodeBootDevice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boot-device", abstract: "What a machine boots from.",
        subcommands: [
            NodeCallVerb<BootDeviceShow>.self, NodeCallVerb<BootDeviceList>.self, NodeCallVerb<BootDeviceSet>.self,
        ])
}

struct NodeRAID: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raid", abstract: "The RAID volumes that a machine shall get.",
        subcommands: [NodeCallVerb<RAIDSet>.self, NodeCallVerb<RAIDUnset>.self])
}

struct NodeIndicator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicator", abstract: "Lamps and the like.",
        subcommands: [
            NodeCallVerb<IndicatorList>.self, NodeCallVerb<IndicatorShow>.self, NodeCallVerb<IndicatorSet>.self,
        ])
}

struct NodePassthru: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passthru", abstract: "The vendor's own methods.",
        subcommands: [NodeCallVerb<PassthruList>.self, NodeCallVerb<PassthruCall>.self])
}

struct NodeVirtualMedia: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmedia", abstract: "Virtual drives.",
        subcommands: [NodeCallVerb<MediaList>.self, NodeCallVerb<MediaAttach>.self, NodeCallVerb<MediaDetach>.self])
}
