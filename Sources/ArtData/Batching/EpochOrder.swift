import ArtTensor

/// The order in which images are drawn: epochs follow one another without a gap, and each goes once through all images in
/// an order of its own, which follows from (key, epoch) alone. In rising order nothing is allocated.
struct EpochOrder {
  /// The images to draw from.
  let pool: [Int]
  private let key: RandomKey
  /// The order of the epoch asked for last.
  private var order: [Int]
  private var epoch = -1

  init(_ pool: [Int], key: RandomKey) {
    self.pool = pool
    self.key = key
    order = pool
  }

  /// The image of a draw, counted from 0 over all epochs.
  mutating func index(ofDraw draw: Int) -> Int {
    let (epoch, place) = draw.quotientAndRemainder(dividingBy: pool.count)
    if epoch != self.epoch { shuffle(epoch) }
    return order[place]
  }

  /// Fisher and Yates, in place.
  private mutating func shuffle(_ epoch: Int) {
    let key = key.folded(UInt64(epoch))
    for i in order.indices { order[i] = pool[i] }
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, key.int(UInt64(last), below: last + 1))
    }
    self.epoch = epoch
  }
}
