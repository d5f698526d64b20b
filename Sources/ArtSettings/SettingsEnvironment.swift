/// What readers of settings know besides what is written: the sets of parts that names in a document stand for, such
/// as the formats of images. The program puts them in once; every reader of the document hands them on.
public struct SettingsEnvironment: Sendable {
  private var values: [ObjectIdentifier: any Sendable] = [:]

  public init() {}

  /// The value of a type; nil where the program has put none in.
  public subscript<Value: Sendable>(type: Value.Type) -> Value? {
    get { values[ObjectIdentifier(type)] as? Value }
    set { values[ObjectIdentifier(type)] = newValue }
  }
}
