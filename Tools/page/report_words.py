"""Numbers and sentences as the page shows them."""


def number(value, digits=4):
    """About four digits, as the program's tables: 682.3, 0.043, 26,054."""
    if value is None:
        return "–"
    if value < 0:
        return "−" + number(-value, digits)
    size = abs(value)
    if size >= 10 ** (digits - 1) or (value == int(value) and size < 1e15):
        return f"{value:,.0f}"
    if size < 1e-4:
        return f"{value:.2e}"
    whole = len(str(int(size))) if size >= 1 else 1
    return f"{value:.{max(digits - whole, 0)}f}"


def counted(count, word):
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def duration(seconds):
    if seconds < 90:
        return counted(round(seconds), "second")
    minutes = round(seconds / 60)
    if minutes < 90:
        return counted(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return counted(hours, "hour") + (f" and {counted(rest, 'minute')}" if rest else "")


def size(count):
    for unit, factor in [("MB", 1e6), ("kB", 1e3)]:
        if count >= factor:
            value = count / factor
            return f"{value:.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
    return counted(count, "byte")


def colours(shape):
    channels = shape[2] if len(shape) > 2 else 1
    return {1: "grey", 2: "grey, partly transparent", 3: "colour", 4: "colour, partly transparent"}.get(channels, "")


def of_hundred(share):
    return f"{round(100 * share)} of 100"


def quality(evaluation):
    """How good the images are beside real ones, in plain words; None without the metrics for it."""
    by_id = {metric["id"]: metric for metric in evaluation["metrics"]}

    def pair(name):
        metric = by_id.get(name)
        return (metric["value"], metric["baseline"]) if metric and metric.get("baseline") else None

    precision, recall = pair("precision"), pair("recall")
    if precision and recall:
        shares = (
            f"{of_hundred(precision[0])} of its images {{look}}, where {of_hundred(precision[1])} real ones do. It covers "
            f"{of_hundred(recall[0])} real images, where real ones cover {round(100 * recall[1])}: {{end}}."
        )
        ratios = precision[0] / precision[1], recall[0] / recall[1]
        # Thumbnails show nothing of details, so they cannot tell that an image looks real.
        if evaluation.get("thumbnails"):
            few = "they vary too little" if ratios[1] < 0.5 else "they vary nearly as real ones do"
            right = "layout and colours are right, and" if ratios[0] >= 0.85 else "layout and colours are not right yet, and"
            return shares.format(look="have the layout and colours of real ones", end=f"{right} {few}")
        return shares.format(look="look real", end=standing(*ratios))
    for metric in evaluation["metrics"]:
        if metric.get("baseline") is not None and metric["better"] != "like real":
            return (
                f"Its {lower_first(metric['name'])} is {number(metric['value'])}; real images have "
                f"{number(metric['baseline'])}, and {metric['better']} is better."
            )
    return None


def standing(precision, recall):
    """Precision and recall beside those of real images, in words."""
    if precision < 0.5:
        return "most of its images do not look right yet"
    if precision < 0.85:
        return "it is on its way" if recall >= 0.5 else "it is on its way, and its images vary too little"
    if recall < 0.5:
        return "its images look right, but vary too little"
    return "it is close to real images" if recall >= 0.85 else "its images look right, and vary a little less than real ones"


def memorization(metric):
    """What the share of suspiciously near images means."""
    if not metric or metric.get("baseline") is None:
        return None
    share, usual = metric["value"], metric["baseline"]
    words = (
        f"{of_hundred(share)} generated images are closer to a training image than that one is to any other training image. "
        f"Of real images that were not trained on, {round(100 * usual)} are. "
    )
    low = metric["interval"][0] if metric.get("interval") else share
    if low > usual + 0.05:
        return words + "That is more than chance explains: look at the pairs for copies, or for grey and blurred images."
    return words + "So nothing speaks for copies of training images."


def lower_first(text):
    return text[:1].lower() + text[1:]


def upper_first(text):
    return text[:1].upper() + text[1:]
