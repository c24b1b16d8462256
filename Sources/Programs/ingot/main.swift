import IngotCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

exit(await IngotProgram.run(Array(CommandLine.arguments.dropFirst())))
