import IngotModel

/// The fields that one answer shows, ready to be written: in the order of their names, each name once.
struct FieldSelection<Resource: APIResource>: Sendable {
    private struct Member: Sendable {
        /// What stands before the value: a brace or a comma, and the name.
        let opening: [UInt8]
        let show: @Sendable (Resource) -> JSONValue
    }

    let names: [String]
    /// Tells one selection from another.
    let signature: String
    private let members: [Member]

    init(_ fields: [VersionedField<Resource>]) {
        var seen: Set<String> = []
        let chosen = fields.filter { seen.insert($0.name).inserted }.sorted { $0.name < $1.name }
        names = chosen.map(\.name)
        signature = names.joined(separator: ",")
        members = chosen.enumerated().map { index, field in
            Member(opening: Array("\(index == 0 ? "{" : ",")\"\(field.name)\":".utf8), show: field.show)
        }
    }

    /// Appends the resource as a JSON object.
    func write(_ resource: Resource, to output: inout [UInt8]) {
        guard !members.isEmpty else { return output.append(contentsOf: "{}".utf8) }
        for member in members {
            output.append(contentsOf: member.opening)
            member.show(resource).write(to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    /// The resource as a JSON object's bytes.
    func bytes(of resource: Resource) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(64 * members.count)
        write(resource, to: &output)
        return output
    }

    func show(_ resource: Resource) -> JSONValue {
        .object(Dictionary(uniqueKeysWithValues: zip(names, members).map { ($0, $1.show(resource)) }))
    }
}
