import ArtSettings

extension SettingsReader {
  /// The setting `ema`: true, false or an object; nil for no average.
  func ema(default: EMA?) -> EMA? {
    let help =
      "true, or an object: a moving average of the generator's weights; images come from it. "
      + (`default` == nil ? "None where it is left out." : "The model has one; false for none.")
    let read: EMA?? = switchable("ema", default: .some(`default`), help) { settings in
      let usual = `default` ?? EMA()
      let decay = settings.optionalNumber(
        "decay", in: 0.0..<1, "The share of the average that is kept at each step, such as 0.999; 0 for no average.")
      let halfLife = settings.optionalNumber(
        "halfLife", in: .above(0),
        "Or the generated images after which a weight's influence has halved; 10,000 where neither is given.")
      let rampUp = settings.number(
        "rampUp", default: usual.rampUp, in: 0.0...1,
        "The half-life is at most this share of the images generated so far; 0 for no limit.")
      if decay != nil, halfLife != nil {
        settings.problem(at: "halfLife", .conflict, "give either 'decay' or 'halfLife'")
      }
      if decay == 0 { return nil }
      let memory = decay.map { .decay($0) } ?? halfLife.map { .halfLife(images: $0) } ?? usual.memory
      return EMA(memory, rampUp: rampUp)
    }
    return read ?? nil
  }
}
