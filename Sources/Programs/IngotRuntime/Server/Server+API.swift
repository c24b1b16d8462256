import Hummingbird
import IngotAPI
import IngotStorage
import ServiceLifecycle

extension Server {
    /// The API with its listener.
    func api(_ store: Store, _ directory: DataDirectory, _ announcement: Announcement) -> any Service {
        var configuration = settings.api
        configuration.filesDirectory = settings.api.filesDirectory ?? directory.files
        let listen = settings.listen
        return Application(
            router: makeRouter(store: store, configuration: configuration, logger: logger),
            configuration: .init(address: .hostname(listen.host, port: listen.port), serverName: "ingotd"),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? listen.port
                announcement.ready(at: SocketAddress(host: listen.host, port: port))
            },
            logger: logger)
    }
}
