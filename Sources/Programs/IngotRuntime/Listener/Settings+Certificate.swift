import Logging

extension Settings {
    /// The API's certificate, where the settings name one.
    ///
    /// - Throws: ``SettingsProblem`` where only one of the two files is named, or they cannot be used.
    func certificate(logger: Logger) throws(SettingsProblem) -> ServerCertificate? {
        switch (listener.certificate, listener.key) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            return try ServerCertificate(
                certificate: certificate, key: key, interval: listener.reloadInterval, logger: logger)
        case (let certificate?, nil):
            throw SettingsProblem(
                unusable: certificate, as: "api.tls_certificate", because: "it needs api.tls_key, which is not set")
        case (nil, let key?):
            throw SettingsProblem(
                unusable: key, as: "api.tls_key", because: "it needs api.tls_certificate, which is not set")
        }
    }
}
