import ArgumentParser
import ArtPipeline
import ArtSettings

/// Says of a command's options what stages say of their settings: `--move NAME=1.5` for `"move": {"NAME": 1.5}`.
struct OptionWords {
  private let options: Set<String>

  /// - Parameter command: Whose options they are.
  init(_ command: any ParsableCommand.Type) {
    options = Set(command.helpMessage(columns: 10_000).matches(of: #/--[a-z][a-z0-9-]*/#).map { String($0.output) })
  }

  /// The option of a setting; nil where the command has none.
  private func option(_ key: Substring) -> String? {
    let name = "--" + key.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
    return options.contains(name) ? name : nil
  }

  /// A message in the words of options. A setting that no option sets keeps its name.
  func text(_ message: String) -> String {
    var text: String = message.replacing(#/"(\w+)": \{"([^"]+)": ([^{}"]+)\}/#) { match -> String in
      guard let name = option(match.1) else { return String(match.0) }
      return "\(name) \(match.2)=\(match.3)"
    }
    text = text.replacing(#/"(\w+)": "([^"]*)"/#) { match -> String in
      guard let name = option(match.1) else { return String(match.0) }
      return "\(name) \(match.2)"
    }
    text = text.replacing(#/"(\w+)": ([0-9.]+|true)/#) { match -> String in
      guard let name = option(match.1) else { return String(match.0) }
      return match.2 == "true" ? name : "\(name) \(match.2)"
    }
    text = text.replacing(#/the key '(\w+)' is missing/#) { match -> String in
      guard let name = option(match.1) else { return String(match.0) }
      return "\(name) is missing"
    }
    return text.replacing(#/'(\w+)'/#) { match -> String in option(match.1) ?? String(match.0) }
  }

  /// Problems of the document that the options make: the user has never seen its paths.
  func problems(_ problems: Problems) -> Problems {
    Problems(
      problems.problems.map {
        Problem($0.code, text($0.message), at: $0.location, suggestion: $0.suggestion)
      })
  }

  /// An event in the words of options.
  func event(_ event: PipelineEvent) -> PipelineEvent {
    switch event {
    case .note(let words): .note(text(words))
    case .warning(let words): .warning(text(words))
    case .began, .progress, .samples, .ended, .unchanged: event
    }
  }

  /// Does work, whose errors are told in the words of options.
  func explaining<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let problems as Problems {
      throw self.problems(problems)
    } catch let error as PipelineError {
      throw PipelineError(error.code, text(error.message), stage: error.stage)
    }
  }
}
