/// Says once and in one line that everything listens.
struct Announcement: Sendable {
    let settings: Settings
    let data: String
    let say: @Sendable (Readiness) -> Void

    /// Called with the address that the API got, or with nil where there is no API.
    func ready(at address: SocketAddress?) {
        say(
            Readiness(
                address: address, isSecure: settings.listener.certificate != nil, socket: settings.listener.socket,
                role: settings.role, hardwareTypes: settings.hardwareTypes, data: data))
    }
}
