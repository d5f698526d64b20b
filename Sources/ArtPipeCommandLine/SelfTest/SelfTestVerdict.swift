import ArtNN
import ArtSettings
import ArtTensor

/// What the self-test found, compared with what is known.
struct SelfTestVerdict {
  struct Line {
    let name: String
    let isGood: Bool
    let words: String
  }

  let outcome: SelfTest.Outcome
  let level: KernelLevel
  let lines: [Line]

  init(
    _ outcome: SelfTest.Outcome, level: KernelLevel = .current,
    hashes known: [KernelLevel: [String: String]] = SelfTestReference.hashes,
    numbers expected: [Double] = SelfTestReference.numbers
  ) {
    self.outcome = outcome
    self.level = level
    var lines = [Self.first(outcome.numbers, expected)]
    for (name, hash) in outcome.hashes {
      guard let expected = known[level]?[name] else {
        lines.append(Line(name: name, isGood: true, words: "made; their bytes are not known for \(level.rawValue)"))
        continue
      }
      let isGood = hash == expected
      lines.append(
        Line(
          name: name, isGood: isGood,
          words: isGood
            ? "the same bytes as on other processors of \(level.rawValue)"
            : "\(hash.prefix(12))… in the place of \(expected.prefix(12))…, as on other processors of \(level.rawValue)"
        ))
    }
    lines.append(Self.video(outcome.video))
    self.lines = lines
  }

  var isGood: Bool { lines.allSatisfy(\.isGood) }

  private static func first(_ numbers: [(name: String, value: Double)], _ expected: [Double]) -> Line {
    let name = "first steps"
    guard numbers.count == expected.count else {
      return Line(
        name: name, isGood: false, words: "\(numbers.count) numbers in the place of \(expected.count)")
    }
    let differences = zip(numbers, expected).map { ($0.name, abs($0.value - $1)) }
    let worst = differences.max { $0.1 < $1.1 } ?? ("", 0)
    let isGood = differences.allSatisfy { $0.1 <= SelfTestReference.tolerance }
    let words = SettingNumber(worst.1).canonicalText
    return Line(
      name: name, isGood: isGood,
      words: isGood
        ? "all \(numbers.count) numbers are within 0.0001 of those that were recorded"
        : "\(worst.0) is off by \(words), and may be by 0.0001")
  }

  private static func video(_ video: SelfTest.Outcome.Video) -> Line {
    let encoder = video.encoder.map { " by \($0)" } ?? ""
    let what = "\(video.format)\(encoder)"
    guard video.frames == SelfTestDocument.frames else {
      return Line(
        name: "video", isGood: false,
        words: "\(what): \(video.frames) frames are read again in the place of \(SelfTestDocument.frames)")
    }
    let isGood = video.difference <= SelfTestReference.colorTolerance
    let words =
      isGood
      ? "colours as they were encoded" : "colours are off by \(SettingNumber(video.difference).canonicalText) of 255"
    return Line(name: "video", isGood: isGood, words: "\(what): \(video.frames) frames are read again, \(words)")
  }

  /// For people.
  var text: [String] {
    var text = TextTable(lines.map { [$0.name, $0.isGood ? "passed" : "DIFFERS", $0.words] }).lines()
    if !isGood { text += [""] + advice }
    return text
  }

  /// What a difference can mean.
  private var advice: [String] {
    let wrong = Set(lines.filter { !$0.isGood }.map(\.name))
    if wrong == ["video"] {
      return [
        "Only the video differs: images and training are right, and FFmpeg's encoder or decoder is not.",
        "'artpipe doctor' shows which FFmpeg it is; another version may do better.",
      ]
    }
    if wrong.contains("first steps") {
      return [
        "The first steps are wrong: this program computes wrong numbers here. That is a fault of its build, of the processor,",
        "or of the memory. Build it anew with the compiler that the README names; if it stays, report it with the output of",
        "'artpipe doctor' and of 'artpipe self-test --json'.",
      ]
    }
    return [
      "The first steps are right, and what follows differs in its last bits. That is so where another version of the compiler",
      "built the program. Runs stay exact on this computer, but files are not equal to the bit to those of other computers.",
      "If artpipe comes from a package, report it with the output of 'artpipe doctor' and of 'artpipe self-test --json'.",
    ]
  }

  /// For programs, and for recording what is known.
  var json: SettingValue {
    var (numbers, hashes): (SettingValue, SettingValue) = ([:], [:])
    for (name, value) in outcome.numbers { numbers[name] = SettingValue(value) }
    for (name, hash) in outcome.hashes { hashes[name] = SettingValue(hash) }
    let video = outcome.video
    return [
      "passed": SettingValue(isGood), "level": SettingValue(level.rawValue),
      "checks": SettingValue(
        lines.map {
          ["name": SettingValue($0.name), "passed": SettingValue($0.isGood), "words": SettingValue($0.words)]
        }), "hashes": hashes, "numbers": numbers,
      "video": [
        "format": SettingValue(video.format), "encoder": video.encoder.map { SettingValue($0) } ?? nil,
        "frames": SettingValue(video.frames), "difference": SettingValue(video.difference),
      ],
    ]
  }
}
