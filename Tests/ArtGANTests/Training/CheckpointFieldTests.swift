import ArtCPU
import ArtFiles
import ArtNN
import ArtSettings
import Foundation
import Testing

@testable import ArtGAN

/// Checkpoints that somebody wrote with a good hash: only their numbers can be checked.
@Suite("Fields of checkpoints")
struct CheckpointFieldTests {
  /// What a stranger may write in the place of something else, and what is said about it behind `cannot be used: `.
  static let fields: [(old: String, new: String, words: String)] = [
    (#""step":2"#, #""step":-5"#, "the field 'step' of its state: expected a whole number from 0 to 2, found -5"),
    (
      #""step":2"#, #""step":9223372036854775806"#,
      "the field 'step' of its state: expected a whole number from 0 to 2, found 9,223,372,036,854,775,806"
    ),
    (
      #""totalSteps":2"#, #""totalSteps":0"#,
      "the field 'totalSteps' of its state: expected a whole number from 1 to 1,000,000,000,000,000, found 0"
    ),
    (
      #""dataCount":40"#, #""dataCount":-1"#,
      "the field 'dataCount' of its state: expected a whole number from 1 to 1,000,000,000,000,000, found -1"
    ),
    (
      #""planned":[]"#, #""planned":[{"steps":9,"until":10}]"#,
      "the field 'planned[0].until' of its state: expected a whole number from 0 to 9, found 10"
    ),
    (
      #""planned":[]"#, #""planned":{"steps":9,"until":-1}"#,
      "the field 'planned[0].until' of its state: expected a whole number from 0 to 9, found -1"
    ),
    (
      #""planned":[]"#, #""planned":[],"rollBacks":[{"step":5,"to":7,"what":"x","rateFactor":0.5}]"#,
      "the field 'rollBacks[0].to' of its state: expected a whole number from 0 to 5, found 7"
    ),
    (
      #""planned":[]"#, #""planned":[],"rollBacks":[{"step":5,"to":1,"what":"x","rateFactor":-1e300}]"#,
      "the field 'rollBacks[0].rateFactor' of its state: expected a number from 1e-09 to 1, found -1e+300"
    ),
    (
      #""planned":[]"#, #""planned":[],"secondsSpent":1e308"#,
      "the field 'secondsSpent' of its state: expected a number from 0 to 100,000,000,000, found 1e+308"
    ),
    (
      #""planned":[]"#, #""planned":[],"minutes":-1"#,
      "the field 'minutes' of its state: expected a number from 0 to 1,000,000,000, found -1"
    ),
    (
      #""planned":[]"#, #""planned":[],"augmentation":{"probability":0.5,"signs":0,"updates":0}"#,
      "the field 'augmentation' of its state: it does not go with the recipe, which leads it or does not"
    ),
    (#""step":2"#, #""step":"many""#, "the field 'step' of its state is no whole number, but \"many\""),
    (#""step":2"#, #""step":2.5"#, "its state holds a number that is not possible where it stands"),
    (#""step":2,"#, "", "the field 'step' of its state is missing"),
    (#""step":2"#, #""step":null"#, "the field 'step' of its state is missing"),
    (#""step":2"#, #""step":"#, "its state is no JSON"),
    (#""planned":[]"#, #""planned":5"#, "the field 'planned' of its state is no list, but 5"),

    (
      #""batchSize":6"#, #""batchSize":1099511627776"#,
      "the field 'recipe.batchSize' of its definition: expected a whole number from 1 to 65,536, found 1099511627776"
    ),
    (#""batchSize":6,"#, "", "the field 'recipe.batchSize' of its definition is missing"),
    (
      #""epsilon":1e-07"#, #""epsilon":1e-31"#,
      "the field 'recipe.generatorOptimizer.epsilon' of its definition: expected a number of at least 1e-30, "
        + "found 1e-31"
    ),
    (
      #""learningRate":0.001"#, #""learningRate":1e300"#,
      "the field 'recipe.generatorOptimizer.learningRate' of its definition: expected a number above 0 to "
        + "1,000,000,000, found 1e+300"
    ),
    (
      #""learningRate":0.001"#, #""learningRate":"fast""#,
      "the field 'recipe.generatorOptimizer.learningRate' of its definition is no number, but \"fast\""
    ),
    (
      #""l1":0"#, #""l1":-1"#,
      "the field 'recipe.generatorOptimizer.l1' of its definition: expected a number of at least 0, found -1"
    ),
    (
      #""warmupSteps":3"#, #""warmupSteps":2000000000"#,
      "the field 'recipe.schedule.warmupSteps' of its definition: expected a whole number from 0 to 1,000,000,000, "
        + "found 2000000000"
    ),
    (
      #""kind":"adam""#, #""kind":"adamax""#,
      "the field 'recipe.generatorOptimizer.kind' of its definition has the impossible value \"adamax\""
    ),
    (
      #""rule":"simultaneous""#, #""rule":"never""#,
      "the field 'recipe.updateRule.rule' of its definition: there is no update rule 'never'"
    ),
    (
      #""loss":"non-saturating""#, #""loss":"non-saturatin""#,
      "the field 'recipe.loss' of its definition: this program has no loss 'non-saturatin'; did you mean "
        + "'non-saturating'?; if the program that wrote the file has it, read the file with that program"
    ),
    (
      #""rate":0.3"#, #""rate":3"#,
      "the field 'discriminator.layers[2].rate' of its definition: expected a number from 0 to below 1, found 3"
    ),
    (
      #""latent":{"distribution":"normal","size":5}"#, #""latent":{"distribution":"normal","size":5000}"#,
      "the field 'latent.size' of its definition: expected a whole number from 1 to 4,096, found 5,000"
    ),
    (
      #""imageShape":[8,8,1]"#, #""imageShape":[8,"8",1]"#,
      "the field 'imageShape[1]' of its definition is no whole number, but \"8\""
    ),
  ]

  @Test("that no checkpoint has are named", arguments: fields)
  func impossible(old: String, new: String, words: String) throws {
    let checkpoint = try CheckpointTests.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      var file = try Safetensors(path: path)
      for key in ["artpipe.state", "artpipe.definition"] {
        file.metadata[key] = file.metadata[key]?.replacing(old, with: new)
      }
      try file.write(to: .typed(path))
      let error = #expect(throws: CheckpointFileError.self) { try Checkpoint(readingFrom: path) }
      #expect(error?.description == "\(path): cannot be used: \(words)")
    }
  }

  /// Every field of the definition and the state in turn, left out or with a value that no checkpoint has. What is read in
  /// spite of it trains, or is refused in words. Not all of it in each run of the tests: that takes minutes.
  @Test("of any absurd value are read or refused, and no more", arguments: ["artpipe.state", "artpipe.definition"])
  func absurd(key: String) throws {
    let checkpoint = try CheckpointTests.trained()
    let found = try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      return try Self.sweep(key, Safetensors(path: path), in: path)
    }
    #expect(found.problems == [])
    #expect(found.refused > 40)
    #expect(found.read > 10)
  }

  private struct Sweep {
    var read = 0
    var refused = 0
    var problems: [String] = []
  }

  /// What takes the place of each field; nil leaves it out.
  private static let values: [SettingValue?] = [
    SettingValue(Int.max), SettingValue(1e300), SettingValue(-5), SettingValue("x"), nil, SettingValue(1e-300),
    SettingValue(0), SettingValue(0.5), SettingValue(-1e300), SettingValue(1_099_511_627_776), SettingValue([]),
    SettingValue(.object([])), SettingValue(true), SettingValue(.null),
  ]

  private static func sweep(_ key: String, _ sound: Safetensors, in path: String) throws -> Sweep {
    let isThorough = ProcessInfo.processInfo.environment["ARTPIPE_THOROUGH"] != nil
    var sweep = Sweep()
    guard let whole = sound.metadata[key].flatMap({ SettingValue(json: $0, at: nil) }) else { return sweep }
    for (place, steps) in places(in: whole).enumerated() {
      for (index, value) in values.enumerated() {
        let isWanted = isThorough || key == "artpipe.state" || (place + index) % 5 == 0
        if isWanted {
          var file = sound
          file.metadata[key] = changed(whole, steps[...], value).canonicalJSON
          try file.write(to: .typed(path))
          if (try? Checkpoint(readingFrom: path)) == nil { sweep.refused += 1 } else { sweep.read += 1 }
          if let error = failure(path, trains: isThorough || sweep.read % 6 == 1), !isInWords(error) {
            sweep.problems.append("\(steps) \(value?.canonicalJSON ?? "left out"): \(error)")
          }
        }
      }
    }
    return sweep
  }

  /// Whether an error is one of files or trainings, without words that only those know who wrote the program.
  private static func isInWords(_ error: any Error) -> Bool {
    guard error is CheckpointFileError || error is TrainingError || error is ModelError else { return false }
    let text = "\(error)"
    return !["Coding", "Decod", "Encod", "Swift", "Double", "String", "NS", "raw", "nil"].contains { text.contains($0) }
  }

  /// What comes of a checkpoint, and of going on with its training.
  private static func failure(_ path: String, trains: Bool) -> (any Error)? {
    do {
      let checkpoint = try Checkpoint(readingFrom: path)
      guard trains else { return nil }
      let images = ExampleImages(
        imageCount: checkpoint.state?.dataCount ?? 40, contentHash: checkpoint.state?.dataHash ?? "")
      let trainer = try Trainer(resuming: checkpoint, batches: images, device: CPUDevice(threads: 1))
      if !trainer.isFinished { _ = try trainer.step() }
      try trainer.writeCheckpoint(to: .typed(path))
      return nil
    } catch {
      return error
    }
  }

  private enum Step {
    case key(String)
    case index(Int)
  }

  /// What leads to each value in a value.
  private static func places(in value: SettingValue) -> [[Step]] {
    let inner: [(Step, SettingValue)] =
      (value.members ?? []).map { (.key($0.key), $0.value) } + (value.array ?? []).enumerated().map { (.index($0), $1) }
    return inner.flatMap { step, value in [[step]] + places(in: value).map { [step] + $0 } }
  }

  private static func changed(_ whole: SettingValue, _ steps: ArraySlice<Step>, _ value: SettingValue?) -> SettingValue
  {
    var whole = whole
    let rest = steps.dropFirst()
    switch steps.first {
    case .key(let key)?:
      whole[key] = rest.isEmpty ? value : whole[key].map { changed($0, rest, value) }
    case .index(let index)?:
      var list = whole.array ?? []
      if let new = rest.isEmpty ? value : changed(list[index], rest, value) {
        list[index] = new
      } else {
        list.remove(at: index)
      }
      whole = SettingValue(list)
    case nil: break
    }
    return whole
  }
}
