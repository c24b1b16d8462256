import ArgumentParser
import IngotClient
import IngotModel

/// A file that describes chassis and nodes, in YAML or JSON, as `openstack baremetal create` reads it.
///
/// `{chassis: [{…, nodes: […]}], nodes: [{…, traits: […], ports: […], portgroups: [{…, ports: […]}]}]}`
struct ResourcesFile: Sendable, Hashable {
    let chassis: [DescribedChassis]
    let nodes: [DescribedNode]

    /// - Throws: `ValidationError` that names the place in the file.
    init(_ path: String, in surroundings: Surroundings) throws {
        guard let bytes = try surroundings.read(path) else { throw ValidationError("There is no file \"\(path)\".") }
        let content: JSONValue
        do {
            content = try JSONValue(yaml: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw ValidationError("\(path) is neither YAML nor JSON: \(error)")
        }
        do {
            var description = try Description(content, at: "it")
            chassis = try description.take("chassis").map(DescribedChassis.init)
            nodes = try description.take("nodes").map(DescribedNode.init)
            if let other = description.members.keys.sorted().first {
                throw ValidationError("it may have \"chassis\" and \"nodes\", not \"\(other)\"")
            }
        } catch let error as ValidationError {
            throw ValidationError("\(path): \(error.message)")
        }
    }
}

struct DescribedChassis: Sendable, Hashable {
    let body: Resource
    let nodes: [DescribedNode]

    fileprivate init(_ description: Description) throws {
        var description = description
        nodes = try description.take("nodes").map(DescribedNode.init)
        body = description.resource
    }
}

struct DescribedNode: Sendable, Hashable {
    var body: Resource
    let ports: [Resource]
    let portgroups: [DescribedPortgroup]
    let traits: [String]

    fileprivate init(_ description: Description) throws {
        var description = description
        ports = try description.take("ports").map(\.resource)
        portgroups = try description.take("portgroups").map(DescribedPortgroup.init)
        traits = try description.takeTexts("traits")
        body = description.resource
    }
}

struct DescribedPortgroup: Sendable, Hashable {
    let body: Resource
    let ports: [Resource]

    fileprivate init(_ description: Description) throws {
        var description = description
        ports = try description.take("ports").map(\.resource)
        body = description.resource
    }
}

/// An object of the file, and where it stands there.
private struct Description {
    var members: [String: JSONValue]
    let place: String

    init(_ value: JSONValue, at place: String) throws {
        guard let members = value.object else {
            throw ValidationError("\(place) must be a mapping of names to values, not \(value.kind)")
        }
        self.members = members
        self.place = place
    }

    var resource: Resource { Resource(JSONValue(members)) }

    /// Takes a list of objects out.
    mutating func take(_ name: String) throws -> [Description] {
        try takeList(name).map { try Description($1, at: $0) }
    }

    /// Takes a list of texts out.
    mutating func takeTexts(_ name: String) throws -> [String] {
        try takeList(name).map { place, value in
            guard let text = value.string else { throw ValidationError("\(place) must be a text, not \(value.kind)") }
            return text
        }
    }

    private mutating func takeList(_ name: String) throws -> [(place: String, value: JSONValue)] {
        guard let value = members.removeValue(forKey: name), !value.isNull else { return [] }
        let here = place == "it" ? name : "\(place).\(name)"
        guard let elements = value.array else { throw ValidationError("\(here) must be a list, not \(value.kind)") }
        return elements.enumerated().map { ("\(here)[\($0)]", $1) }
    }
}
