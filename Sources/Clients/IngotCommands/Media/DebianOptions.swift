import ArgumentParser
import BootMedia

/// Where the Debian packages come from that media are made of.
struct DebianOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A mirror; by default the machine's own package sources.", valueName: "address"))
    var mirror: String?

    @Option(help: "The release to take from the mirror; by default the machine's own.")
    var suite: String?

    func validate() throws {
        if suite != nil, mirror == nil { throw ValidationError("--suite goes with --mirror.") }
    }

    var source: DebianSource { DebianSource(mirror: mirror, suite: suite) }
}
