import ArtNN
import ArtTensor
import Testing

@Suite struct SummaryTests {
  @Test func aNetworkIsPrintedAsATable() throws {
    #expect(
      try SeedNetworks.generator(channels: 1).summary()
        == """
        Model: "generator"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
        ┃ Layer (type)                ┃ Output Shape        ┃   Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
        │ layers.0 (Dense)            │ [batch, 12544]      │ 1,254,400 │
        │ layers.1 (BatchNorm)        │ [batch, 12544]      │    50,176 │
        │ layers.2 (LeakyReLU)        │ [batch, 12544]      │         0 │
        │ layers.3 (Reshape)          │ [batch, 7, 7, 256]  │         0 │
        │ layers.4 (Conv2DTranspose)  │ [batch, 7, 7, 128]  │   819,200 │
        │ layers.5 (BatchNorm)        │ [batch, 7, 7, 128]  │       512 │
        │ layers.6 (LeakyReLU)        │ [batch, 7, 7, 128]  │         0 │
        │ layers.7 (Conv2DTranspose)  │ [batch, 14, 14, 64] │   204,800 │
        │ layers.8 (BatchNorm)        │ [batch, 14, 14, 64] │       256 │
        │ layers.9 (LeakyReLU)        │ [batch, 14, 14, 64] │         0 │
        │ layers.10 (Conv2DTranspose) │ [batch, 28, 28, 1]  │     1,600 │
        │ layers.11 (Tanh)            │ [batch, 28, 28, 1]  │         0 │
        └─────────────────────────────┴─────────────────────┴───────────┘
         Total params: 2,330,944 (8.89 MB)
         Trainable params: 2,305,472 (8.79 MB)
         Non-trainable params: 25,472 (99.50 KB)

        """)
  }

  @Test func partsStandBelowTheirLayer() throws {
    let network = Network(
      name: "d", inputShape: [8, 8, 3], [ResidualBlock.downsampling(filters: 4, activatesFirst: false)])
    #expect(
      try network.summary() == """
        Model: "d"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
        ┃ Layer (type)                ┃ Output Shape     ┃ Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
        │ layers.0 (ResidualBlock)    │ [batch, 4, 4, 4] │     276 │
        │  └ layers.0 (Conv2D)        │ [batch, 8, 8, 4] │     112 │
        │  └ layers.1 (ReLU)          │ [batch, 8, 8, 4] │       0 │
        │  └ layers.2 (Conv2D)        │ [batch, 8, 8, 4] │     148 │
        │  └ layers.3 (AveragePool)   │ [batch, 4, 4, 4] │       0 │
        │  └ shortcut.0 (Conv2D)      │ [batch, 8, 8, 4] │      16 │
        │  └ shortcut.1 (AveragePool) │ [batch, 4, 4, 4] │       0 │
        └─────────────────────────────┴──────────────────┴─────────┘
         Total params: 276 (1.08 KB)
         Trainable params: 276 (1.08 KB)
         Non-trainable params: 0 (0.00 B)

        """)
  }
}
