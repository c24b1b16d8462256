import IngotRuntime

await Daemon.runProcess()
