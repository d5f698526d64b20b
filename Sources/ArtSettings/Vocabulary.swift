/// What people who know other tools write, and what it is called here. It only makes messages better: nothing else is
/// read because of it. A program adds words of its own to ``common`` in its environment.
public struct Vocabulary: Sendable {
  /// The names that a word may stand for, the likeliest first.
  private var names: [String: [String]] = [:]
  /// Where a setting belongs.
  private var homes: [String: String] = [:]

  public init() {}

  /// Adds words that people write.
  ///
  /// - Parameters:
  ///   - words: what they write. Small and capital letters, hyphens and underlines make no difference.
  ///   - name: what it is called here. A word may stand for several names: it is told where the object has one of them.
  public mutating func add(_ words: [String], for name: String) {
    for word in words { names[Self.plain(word), default: []].append(name) }
  }

  /// Adds where settings belong, as the end of a sentence: `in the model's "recipe"`.
  public mutating func place(_ settings: [String], _ home: String) {
    for setting in settings { homes[setting] = home }
  }

  /// The known name that was probably meant: one that is written the same but for its form, one that other tools call so,
  /// or the nearest by its letters.
  public func meaning(of word: String, in known: some Sequence<String>) -> String? {
    let (plain, known) = (Self.plain(word), Array(known))
    if let same = known.first(where: { Self.plain($0) == plain }) { return same }
    return names[plain]?.first(where: known.contains) ?? closest(to: word, in: known)
  }

  /// Where a setting belongs that is not known where it stands: `'learningRate' belongs in the model's "recipe"`; nil
  /// for other words.
  public func home(of word: String) -> String? {
    let plain = Self.plain(word)
    for name in homes.keys.filter({ Self.plain($0) == plain }).sorted() + (names[plain] ?? []) {
      if let home = homes[name] { return "'\(name)' belongs \(home)" }
    }
    return nil
  }

  private static func plain(_ word: String) -> String {
    String(word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
  }
}

extension Vocabulary {
  /// The words of PyTorch, TensorFlow, Keras and the code that comes with papers.
  public static let common: Vocabulary = {
    var words = Vocabulary()
    for (name, others) in trainingWords + networkWords + documentWords { words.add(others, for: name) }
    words.place(
      [
        "batchSize", "diffAugment", "discriminatorOptimizer", "discriminatorSteps", "ema", "generatorOptimizer",
        "gradientPenalty", "labelSmoothing", "learningRate", "loss", "optimizer", "schedule", "updateRule",
      ], "in the model's \"recipe\"")
    words.place(
      ["checkpoint", "epochs", "evaluate", "keep", "minutes", "rollBack", "sheetEvery", "steps"],
      "on the stage 'train'")
    words.place(["crop", "flip", "rotate", "shift"], "in the data set's \"augment\"")
    words.place(["augment", "background", "fit", "labels", "limit", "path", "validation"], "in the \"dataset\"")
    words.place(["classes", "color", "latentSize", "tileable"], "in the \"model\"")
    words.place(["beta1", "beta2", "clipNorm", "weightDecay"], "in the \"optimizer\" of the model's \"recipe\"")
    words.place(["channels", "dropout"], "in the model's \"generator\" or \"discriminator\"")
    words.place(["easing", "fps", "keyframes"], "on the stage 'interpolate'")
    return words
  }()

  private static let trainingWords: [(String, [String])] = [
    ("learningRate", ["lr", "rate", "eta", "initial_lr", "base_lr", "lr0"]),
    ("generatorOptimizer", ["g_lr", "lr_g", "glr", "optimizer_g", "g_optimizer", "gen_optimizer"]),
    ("discriminatorOptimizer", ["d_lr", "lr_d", "dlr", "optimizer_d", "d_optimizer", "disc_optimizer"]),
    ("optimizer", ["optim", "optimiser", "opt"]),
    ("batchSize", ["batch", "bs", "minibatch", "minibatch_size", "batch_size_per_gpu"]),
    ("epochs", ["epoch", "n_epochs", "num_epochs", "max_epochs", "nepoch", "niter"]),
    (
      "steps", ["iterations", "iters", "n_iter", "num_steps", "num_iterations", "max_iter", "max_steps", "total_steps"]
    ),
    ("minutes", ["time", "duration", "hours"]),
    ("images", ["kimg", "total_kimg"]),
    ("beta1", ["beta_1", "b1", "betas", "β1", "β₁", "adam_beta1"]),
    ("beta2", ["beta_2", "b2", "β2", "β₂", "adam_beta2"]),
    ("epsilon", ["eps"]),
    ("weightDecay", ["wd", "decay"]),
    ("clipNorm", ["grad_clip", "clip", "clip_grad", "clip_grad_norm", "max_grad_norm", "gradient_clipping"]),
    ("clipValue", ["clip_weights", "weight_clip", "clip_grad_value"]),
    ("gradientPenalty", ["gp", "lambda_gp", "gp_weight", "gp_lambda", "r1", "r1_gamma", "gamma"]),
    ("discriminatorSteps", ["n_critic", "critic_iters", "critic_iterations", "d_steps", "n_dis", "disc_iters"]),
    ("ema", ["ema_decay", "ema_beta", "ema_kimg", "use_ema", "averaging"]),
    ("halfLife", ["half_life_images", "kimg"]),
    ("schedule", ["lr_schedule", "lr_scheduler", "scheduler", "lr_decay"]),
    ("labelSmoothing", ["smoothing", "smooth", "real_label", "one_sided_label_smoothing"]),
    ("diffAugment", ["diffaug", "ada", "aug", "augpipe"]),
    ("loss", ["criterion", "gan_mode", "gan_loss", "adversarial_loss", "objective"]),
    ("non-saturating", ["bce", "gan", "vanilla", "ns", "logistic", "binary_crossentropy", "cross_entropy"]),
    ("wasserstein", ["wgan", "wgan-gp", "w", "earth_mover"]),
    ("least-squares", ["lsgan", "mse", "l2", "ls"]),
    ("relativistic-average", ["ragan", "rsgan", "relativistic"]),
    ("rmsProp", ["rms"]),
    ("patience", ["early_stopping", "early_stop"]),
    ("checkpoint", ["save_every", "save_freq", "save_interval", "snap", "snapshot", "checkpoint_every"]),
    ("sheetEvery", ["sample_interval", "sample_every", "save_sample_every", "preview_every"]),
    ("evaluate", ["eval", "metrics", "fid", "evaluation"]),
  ]

  private static let networkWords: [(String, [String])] = [
    ("latentSize", ["latent", "latent_dim", "z_dim", "nz", "z_size", "dim_z", "noise_dim", "noise_size", "zdims"]),
    ("latentDistribution", ["noise", "prior", "z_distribution"]),
    (
      "channels",
      [
        "filter", "filters", "n_filters", "num_filters", "ngf", "ndf", "features", "feature_maps", "fmaps", "nf",
        "width",
      ]
    ),
    ("filters", ["channels", "filter", "out_channels", "n_filters", "num_filters", "ngf", "ndf", "features", "units"]),
    ("units", ["out_features", "neurons", "hidden", "size", "filters", "channels", "dim"]),
    ("kernelSize", ["kernel", "ksize", "k", "filter_size"]),
    ("strides", ["stride", "s"]),
    ("padding", ["pad", "p"]),
    ("paddingMode", ["padding_mode", "pad_mode", "pad_type"]),
    ("tileable", ["seamless", "tile", "tiling", "wrap", "periodic"]),
    ("useBias", ["bias"]),
    ("size", ["img_size", "image_size", "imsize", "resolution", "res", "im_size", "dim", "shape", "image_shape"]),
    ("color", ["channels", "img_channels", "n_channels", "nc", "num_channels", "in_channels", "rgb", "grayscale"]),
    ("leakySlope", ["slope", "negative_slope", "alpha", "leak", "lrelu_slope"]),
    ("slope", ["negative_slope", "alpha", "leak"]),
    ("normalization", ["norm", "norm_layer", "batch_norm", "bn", "use_bn"]),
    ("normMomentum", ["bn_momentum", "momentum"]),
    ("spectralNorm", ["sn", "use_sn", "spectral"]),
    ("output", ["output_activation", "final_activation", "last_activation", "activation"]),
    ("pixelRange", ["range", "normalize", "value_range"]),
    ("classes", ["n_classes", "num_classes", "conditional", "cond", "n_class", "class_dim"]),
    ("leakyReLU", ["lrelu", "leaky"]),
    ("conv2d", ["conv", "convolution", "convolution2d"]),
    (
      "conv2dTranspose", ["convtranspose2d", "deconv", "tconv", "conv_transpose", "transposed_convolution", "deconv2d"]
    ),
    ("dense", ["linear", "fc", "fully_connected"]),
    ("batchNorm", ["bn", "batchnorm2d", "batchnorm1d", "batch_normalization"]),
    ("instanceNorm", ["in", "instancenorm2d"]),
    ("upSample", ["upsampling2d", "upsampling", "upscale", "unpool", "interpolate"]),
    ("averagePool", ["avgpool", "avg_pool", "avgpool2d", "pool", "average_pooling2d", "downsample"]),
    ("reshape", ["view", "unflatten"]),
  ]

  private static let documentWords: [(String, [String])] = [
    ("dataset", ["data", "data_dir", "data_root", "dataroot", "images", "train_data", "input"]),
    ("path", ["dir", "directory", "root", "folder", "data_dir", "dataroot", "file", "location"]),
    ("plugin", ["arch", "architecture", "net", "network", "type", "name"]),
    ("kind", ["type", "stage", "name", "op"]),
    ("recipe", ["training", "train", "hyperparameters", "hparams", "config"]),
    ("stages", ["steps", "pipeline", "tasks", "jobs"]),
    ("seed", ["random_seed", "manual_seed", "rng_seed", "random_state"]),
    ("count", ["num", "n", "num_samples", "n_samples", "num_images", "number", "nimages", "amount"]),
    ("samples", ["num_samples", "n_samples", "sample_count"]),
    ("columns", ["cols", "nrow", "ncols", "grid", "per_row"]),
    ("fps", ["framerate", "frame_rate", "frames_per_second"]),
    ("seconds", ["duration", "length", "time"]),
    ("keyframes", ["keypoints", "points", "waypoints", "num_points"]),
    ("truncation", ["psi", "trunc", "truncation_psi"]),
    ("file", ["filename", "output", "path", "out", "checkpoint", "weights", "model"]),
    ("flip", ["hflip", "horizontal_flip", "mirror", "xflip", "random_flip", "random_horizontal_flip"]),
    ("rotate", ["rotation", "degrees", "random_rotation"]),
    ("shift", ["translate", "translation"]),
    ("augment", ["augmentation", "augmentations", "transforms", "transform", "mirror", "flip"]),
    ("validation", ["val_split", "val", "validation_split", "holdout", "test_split"]),
    ("limit", ["max_images", "max_size", "subset", "num_images"]),
    ("background", ["bg", "bgcolor", "fill"]),
    ("fit", ["resize", "resize_mode", "crop", "resize_and_crop", "preprocess"]),
  ]
}

extension SettingsReader {
  /// What people write for names; the usual words where the program put no others in.
  var vocabulary: Vocabulary { environment[Vocabulary.self] ?? .common }
}
