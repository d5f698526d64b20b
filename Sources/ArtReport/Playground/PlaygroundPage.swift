/// A page in which a model's generator runs, without a network and without anything beside it.
public struct PlaygroundPage: Sendable {
  private let model: PlaygroundModel
  private let title: String

  /// - Parameters:
  ///   - model: The model that the page draws with.
  ///   - title: The page's heading.
  public init(_ model: PlaygroundModel, title: String) {
    self.model = model
    self.title = title
  }

  /// The whole page.
  public var html: String {
    let title = HTML.text(title)
    return PageFrame.html(
      title: "\(title) · artpipe", content: "<h1>\(title)</h1>\n" + PageFiles.markup + model.scripts)
  }
}
