import IngotModel

/// Every verb of the field, and every way in which a run stands still.
extension Journey {
    static let all: [Journey] = world + fake + aborts + power

    private static let world = [
        Journey(from: .enroll, acts: [Act(.manage)], to: .manageable),
        Journey(from: .manageable, acts: [Act(.adopt)], to: .active),
        Journey(from: .manageable, acts: [Act(.inspect)], to: .manageable, effects: ["inspect"]),
        Journey(from: .manageable, acts: [Act(.provide)], to: .available, effects: ["erase"]),
        Journey(from: .available, acts: [Act(.active)], to: .active, effects: ["write"]),
        Journey(from: .active, acts: [Act(.rebuild)], to: .active, effects: ["write"]),
        Journey(from: .active, acts: [Act(.deleted)], to: .available, effects: ["erase"]),
        Journey(
            from: .active, acts: [Act(.deleted)], to: .manageable, effects: ["erase"], change: { $0.isRetired = true }),
        Journey(from: .active, acts: [Act(.rescue, password)], to: .rescue, effects: ["rescue"]),
        Journey(from: .rescue, acts: [Act(.unrescue)], to: .active, effects: ["unrescue"]),
        Journey(
            from: .manageable,
            acts: [
                Act(.clean, ["clean_steps": steps("deploy.patch", "power.hold", "power.reboot")], until: .cleanHold),
                Act(.unhold),
            ], to: .manageable, effects: ["patch", "reboot"]),
        Journey(
            from: .available, acts: [Act(.active)], to: .active, effects: ["write", "reboot"],
            procedure: ("CUSTOM_REBOOT", steps("power.reboot").array ?? []),
            change: {
                $0.traits = ["CUSTOM_REBOOT"]
                $0.instanceInfo["traits"] = ["CUSTOM_REBOOT"]
            }),
        Journey(
            from: .active, acts: [Act(.service, ["runbook": "CUSTOM_PATCH"])], to: .active, effects: ["patch"],
            procedure: ("CUSTOM_PATCH", steps("power.wait", "deploy.patch", seconds: 3).array ?? [])),
        Journey(
            from: .manageable, acts: [Act(.clean, ["clean_steps": steps("deploy.flash", "deploy.patch")])],
            to: .manageable, orHonestly: .cleanFailed),
        Journey(
            from: .active, acts: [Act(.service, ["service_steps": steps("deploy.patch", "deploy.flash")])], to: .active,
            orHonestly: .serviceFailed),
        Journey(
            from: .available,
            acts: [Act(.active, ["deploy_steps": steps("power.hold")], until: .deployHold), Act(.unhold)],
            to: .active, effects: ["write"]),
        Journey(
            from: .active,
            acts: [
                Act(.service, ["service_steps": steps("power.hold", "deploy.patch")], until: .serviceHold),
                Act(.unhold),
            ], to: .active, effects: ["patch"]),
        Journey(
            from: .active,
            acts: [
                Act(
                    .service,
                    ["service_steps": steps("power.power_off", "power.reboot", "deploy.patch", onChildren: true)])
            ], to: .active, hasChildren: true),
        Journey(
            from: .active, acts: [Act(.service, ["service_steps": steps("deploy.flash", onChildren: true)])],
            to: .active, orHonestly: .serviceFailed, hasChildren: true),
    ]

    private static let fake = [
        Journey(hardware: .fake, from: .enroll, acts: [Act(.manage)], to: .manageable),
        Journey(hardware: .fake, from: .manageable, acts: [Act(.inspect)], to: .manageable),
        Journey(hardware: .fake, from: .manageable, acts: [Act(.adopt)], to: .active),
        Journey(hardware: .fake, from: .manageable, acts: [Act(.provide)], to: .available),
        Journey(hardware: .fake, from: .available, acts: [Act(.active)], to: .active),
        Journey(hardware: .fake, from: .active, acts: [Act(.rebuild)], to: .active),
        Journey(hardware: .fake, from: .active, acts: [Act(.deleted)], to: .available),
        Journey(
            hardware: .fake, from: .manageable,
            acts: [
                Act(
                    .clean,
                    [
                        "clean_steps": [
                            [
                                "interface": "bios", "step": "apply_configuration",
                                "args": ["settings": [["name": "a", "value": "1"]]],
                            ], ["interface": "power", "step": "wait", "args": ["seconds": 3]],
                            ["interface": "power", "step": "reboot"],
                        ]
                    ])
            ], to: .manageable),
        Journey(
            hardware: .fake, from: .active, acts: [Act(.service, ["service_steps": steps("vendor.log_passthrough")])],
            to: .active),
        Journey(hardware: .fake, from: .active, acts: [Act(.rescue, password)], to: .rescue),
        Journey(hardware: .fake, from: .rescue, acts: [Act(.unrescue)], to: .active),
        Journey(hardware: .fake, from: .active, acts: [Act(.power(.reboot))], to: .active),
    ]

    /// In each state that waits or stands still; the machine's jobs would last for ever.
    private static let aborts = [
        Journey(
            from: .manageable, acts: [Act(.inspect, until: .inspectWait), Act(.abort)], to: .inspectFailed,
            jobsEnd: false),
        Journey(
            from: .manageable,
            acts: [Act(.clean, ["clean_steps": steps("deploy.patch")], until: .cleanWait), Act(.abort)],
            to: .cleanFailed, jobsEnd: false),
        Journey(
            from: .manageable,
            acts: [Act(.clean, ["clean_steps": steps("power.hold")], until: .cleanHold), Act(.abort)],
            to: .cleanFailed),
        Journey(
            from: .available, acts: [Act(.active, until: .deployWait), Act(.abort)], to: .deployFailed, jobsEnd: false),
        Journey(
            from: .available,
            acts: [Act(.active, ["deploy_steps": steps("power.hold")], until: .deployHold), Act(.abort)],
            to: .deployFailed),
        Journey(
            from: .active,
            acts: [Act(.service, ["service_steps": steps("deploy.patch")], until: .serviceWait), Act(.abort)],
            to: .active, jobsEnd: false),
        Journey(
            from: .active,
            acts: [Act(.service, ["service_steps": steps("power.hold")], until: .serviceHold), Act(.abort)],
            to: .active),
        Journey(
            from: .active, acts: [Act(.rescue, password, until: .rescueWait), Act(.abort)], to: .rescueFailed,
            jobsEnd: false),
        Journey(
            from: .available, acts: [Act(.active, until: .deployWait), Act(.deleted, until: .cleanWait)],
            to: .cleanWait,
            jobsEnd: false),
    ]

    private static let power = [
        Journey(from: .active, acts: [Act(.power(.on))], to: .active),
        Journey(from: .active, acts: [Act(.power(.off))], to: .active),
        Journey(from: .active, acts: [Act(.power(.reboot))], to: .active, effects: ["reboot"]),
        Journey(from: .manageable, acts: [Act(.power(.softReboot))], to: .manageable, effects: ["reboot"]),
        Journey(from: .manageable, acts: [Act(.power(.softOff))], to: .manageable),
    ]

    private static let password: [String: JSONValue] = ["rescue_password": "secret"]

    private static func steps(_ names: String..., onChildren: Bool = false, seconds: Int? = nil) -> JSONValue {
        .array(
            names.map { name in
                let parts = name.split(separator: ".").map(String.init)
                let arguments: JSONValue = name == "power.wait" ? ["seconds": JSONValue(seconds)] : [:]
                return [
                    "interface": .string(parts[0]), "step": .string(parts[1]), "args": arguments, "priority": 90,
                    "execute_on_child_nodes": .bool(onChildren),
                ]
            })
    }
}
