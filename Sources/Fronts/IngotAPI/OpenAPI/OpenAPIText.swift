import IngotModel
import IngotStorage

/// The description of the API as it is committed in `docs/openapi.json`.
package enum OpenAPIText {
    /// The document, indented, members in the order of their names; it does not depend on any configuration.
    ///
    /// - Throws: ``StorageError``; routes are declared over a database, which here is an empty one in memory.
    package static func standard() async throws -> String {
        let store = try Store.inMemory()
        let services = APIServices(store: store, configuration: APIConfiguration(), clock: SystemWallClock())
        let text = OpenAPIDocument(services).json.indented() + "\n"
        await store.close()
        return text
    }
}
