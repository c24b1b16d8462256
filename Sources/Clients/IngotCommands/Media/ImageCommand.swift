import ArgumentParser
import BootMedia
import IngotClient
import IngotModel

/// Everything about the images that are put on machines.
struct ImageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Images to put on machines.", subcommands: [ImageBuild.self])
}

struct ImageBuild: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build a whole-disk image that boots and reads its config drive.")

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
    var output: String

    @Option(help: "tiny says that it booted and shows its config drive; debian is a Debian with cloud-init.")
    var kind: InstanceImageKind = .tiny

    @Option(help: "The Debian package of the kernel.")
    var kernelPackage: String?

    @Option(help: ArgumentHelp("A further Debian package to put in; for debian only.", valueName: "package"))
    var package: [String] = []

    @Option(help: ArgumentHelp("A further kernel parameter of the instance.", valueName: "parameter"))
    var kernelParameter: [String] = []

    @Option(help: ArgumentHelp("The image's size in MiB; by default as small as it can be.", valueName: "MiB"))
    var size: Int?

    @OptionGroup(title: "Debian") var debian: DebianOptions
    @OptionGroup(title: "Output") var format: OutputOptions

    func validate() throws {
        if let size, size < 1 { throw ValidationError("--size must be at least one MiB.") }
        if kind != .debian, !package.isEmpty { throw ValidationError("--package goes with --kind debian.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        let console = surroundings.console
        let report = try await InstanceImageBuilder(options).build(to: output) { console.report(progress: $0) }
        try format.print(Self.report(of: report), to: console)
    }

    private var options: InstanceImageOptions {
        var options = InstanceImageOptions()
        options.kind = kind
        if let kernelPackage { options.kernelPackage = kernelPackage }
        options.extraPackages = package
        options.kernelParameters = kernelParameter
        options.sizeMiB = size
        options.source = debian.source
        return options
    }

    private static func report(of image: InstanceImageReport) -> Report {
        Report.record(
            Resource([
                "image": .string(image.image), "size": JSONValue(image.size), "sha256": .string(image.sha256),
                "checksum_file": .string(image.checksumFile),
            ]), identifier: "image")
    }
}

extension InstanceImageKind: ExpressibleByArgument {}
