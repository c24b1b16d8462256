/// One cloud of clouds.yaml: a service, and the caller that it shall know.
struct Cloud {
    let name: String
    let path: String
    private let values: [String: String]

    init(name: String, path: String, values: [String: String]) {
        self.name = name
        self.path = path
        self.values = values
    }

    /// The address that the cloud itself names for its Bare Metal service.
    var address: String? {
        ["baremetal_endpoint_override", "endpoint"].lazy.compactMap { values[$0] }.first { !$0.isEmpty }
    }

    var settings: LoginSettings { LoginSettings(values, source: "the cloud \"\(name)\" of \(path)") }

    var withoutAddress: CloudsFileError { .noAddress(cloud: name, path: path) }
}
