import ArgumentParser
import BootMedia
import IngotClient
import IngotModel

/// Everything about the ramdisk that machines boot to be cleaned and deployed.
struct RamdiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ramdisk", abstract: "The ramdisk that machines boot to be cleaned and deployed.",
        subcommands: [RamdiskBuild.self])
}

struct RamdiskBuild: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build the ramdisk: a kernel and an initrd with the agent in it.")

    @Option(help: ArgumentHelp("Where to write kernel and initrd.", valueName: "directory"), completion: .directory)
    var output: String

    @Option(help: "The agent's executable; by default the ingot-agent beside this program.", completion: .file())
    var agent: String?

    @Option(help: "The Debian package of the kernel; real hardware wants linux-image-amd64.")
    var kernelPackage: String?

    @Option(help: ArgumentHelp("A Debian package with firmware to put in.", valueName: "package"))
    var firmware: [String] = []

    @Option(help: ArgumentHelp("A further kernel module to put in.", valueName: "name"))
    var module: [String] = []

    @Option(help: ArgumentHelp("A further tool to put in.", valueName: "tool"))
    var tool: [RamdiskTool] = []

    @Option(help: "How the initrd is packed.")
    var compression: RamdiskCompression = .zstd

    @OptionGroup(title: "Debian") var debian: DebianOptions
    @OptionGroup(title: "Output") var format: OutputOptions

    func perform(in surroundings: Surroundings) async throws {
        let console = surroundings.console
        let report = try await RamdiskBuilder(options).build(into: output) { console.report(progress: $0) }
        try format.print(Self.report(of: report), to: console)
    }

    private var options: RamdiskOptions {
        var options = RamdiskOptions(agent: agent ?? RunningProgram.neighbour("ingot-agent"))
        if let kernelPackage { options.kernelPackage = kernelPackage }
        options.firmwarePackages = firmware
        options.extraModules = module
        options.optionalTools = Set(tool)
        options.compression = compression
        options.source = debian.source
        return options
    }

    private static func report(of ramdisk: RamdiskReport) -> Report {
        var report = Report.record(
            Resource([
                "kernel": .string(ramdisk.kernel), "initrd": .string(ramdisk.initrd),
                "kernel_release": .string(ramdisk.kernelRelease), "kernel_size": JSONValue(ramdisk.kernelSize),
                "initrd_size": JSONValue(ramdisk.initrdSize), "module_count": JSONValue(ramdisk.moduleCount),
            ]), identifier: "kernel")
        report.identifiers = [ramdisk.kernel, ramdisk.initrd]
        return report
    }
}

extension RamdiskTool: ExpressibleByArgument {}
extension RamdiskCompression: ExpressibleByArgument {}
