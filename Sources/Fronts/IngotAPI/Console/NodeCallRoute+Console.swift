/// A node's console.
extension NodeCallRoute {
    static let console = [
        NodeCallRoute(
            .get, "states/console", .consoleGet, "baremetal:node:get_console",
            answering: .reply(
                "console", [.init("console_enabled", .flag), .init("console_info", .object, nullable: true)]),
            "Tells whether a node's console is enabled, and where it is."),
        NodeCallRoute(
            .put, "states/console", .consoleSet, "baremetal:node:set_console_state",
            taking: [Argument("enabled", .flag, required: true)], answering: .accepted(at: "states/console"),
            "Enables or disables a node's console."),
    ]
}
