import IngotContracts
import IngotModel

/// A port with what an answer shows of it.
struct PortView: APIResource {
    var record: Port
    var links: LinkBuilder
    var version: Microversion

    /// Switch facts as the caller's version may see them: VTEP names came with 1.90 and went with 1.105.
    var localLinkConnection: JSONValue {
        let isVTEP = record.localLinkConnection.keys.contains(where: LocalLink.vtepNames.contains)
        return .object(isVTEP && !LocalLink.vtepVersions.contains(version.minor) ? [:] : record.localLinkConnection)
    }
}
