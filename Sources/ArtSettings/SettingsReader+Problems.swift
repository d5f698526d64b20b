extension SettingsReader {
  /// Logs a problem with a key's value, or with the object itself where the key is nil or not written. For what one
  /// setting alone cannot tell: two settings that exclude each other, a name that is not known, a file that is missing.
  public func problem(
    at key: String?, _ code: Problem.Code, _ message: @autoclosure () -> String,
    suggestion: @autoclosure () -> String? = nil
  ) {
    log.add(
      Problem(
        code, message(), at: key.flatMap { written($0) }?.location ?? location, path: key.map { path(of: $0) } ?? path,
        suggestion: suggestion()))
  }

  /// Logs that a value is not what was expected.
  func mismatch(_ code: Problem.Code, _ value: SettingValue, path: String, expected: @autoclosure () -> String) {
    log.add(Problem(code, "expected \(expected()), found \(value.summary)", at: value.location, path: path))
  }
}
