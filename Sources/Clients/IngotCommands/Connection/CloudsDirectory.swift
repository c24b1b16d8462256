/// The places where clouds.yaml and secure.yaml are looked for (openstacksdk: configuration).
struct CloudsDirectory {
    let environment: [String: String]
    let read: (String) throws -> [UInt8]?

    /// The cloud of that name: what the first clouds.yaml says of it, and over that what the first secure.yaml says.
    ///
    /// - Throws: ``CloudsFileError``.
    func cloud(_ name: String) throws -> Cloud {
        let paths = paths("clouds.yaml", variable: "OS_CLIENT_CONFIG_FILE")
        guard let file = try first(of: paths) else { throw CloudsFileError.missing(cloud: name, tried: paths) }
        guard var values = file.values(of: name) else {
            throw CloudsFileError.unknown(cloud: name, path: file.path, known: file.names)
        }
        if let secure = try first(of: self.paths("secure.yaml", variable: "OS_CLIENT_SECURE_FILE")) {
            values.merge(secure.values(of: name) ?? [:]) { $1 }
        }
        return Cloud(name: name, path: file.path, values: values)
    }

    private func first(of paths: [String]) throws -> CloudsFile? {
        for path in paths {
            if let bytes = try read(path) { return try CloudsFile(path: path, bytes: bytes) }
        }
        return nil
    }

    private func paths(_ file: String, variable: String) -> [String] {
        if let path = value(variable) { return [path] }
        let home = value("XDG_CONFIG_HOME") ?? value("HOME").map { $0 + "/.config" }
        return [file] + [home.map { "\($0)/openstack/\(file)" }].compactMap { $0 } + ["/etc/openstack/\(file)"]
    }

    private func value(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
}
