"""A page of the report in Chromium: keys, pointer, themes, and what the checks ask of it."""

HEADINGS = """
(() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4")].filter((h) => h.offsetParent).map((h) => [+h.tagName[1], h.textContent]);
  const wrong = levels.filter(([level], i) => level > (i ? levels[i - 1][0] : 0) + 1).map(([, text]) => text);
  return levels.filter(([level]) => level === 1).length === 1 ? wrong : [...wrong, "not one h1"];
})()
"""

# Texts with less than 4.5 : 1 beside their background, or 3 : 1 where they are large; disabled controls do not count.
CONTRAST = """
(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const background = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, w, i) => {
    const v = c[i] / 255;
    return sum + w * (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  }, 0);
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, style, noscript, :disabled, option")) continue;
    const style = getComputedStyle(element);
    const below = background(element);
    const own = over(rgba(element.closest("svg") ? style.fill : style.color), below);
    const [a, b] = [light(own), light(below)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) poor.push(`${walker.currentNode.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return poor;
})()
"""

OVERFLOW = """
(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".scroll, pre, .bar nav, svg"))
    .slice(0, 4).map((e) => e.tagName + "." + e.className);
})()
"""

AXE = """
axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations.map(({ id, impact, nodes }) =>
  ({ id, impact, nodes: nodes.map((node) => node.html.slice(0, 160)) })))
"""

KEYS = {"Home": 36, "End": 35, "ArrowLeft": 37, "ArrowRight": 39, "Enter": 13, "Escape": 27}


class Browser:
    def __init__(self, chromium):
        self.chromium = chromium
        for domain in ("Network", "Accessibility"):
            chromium.call(f"{domain}.enable")
        self.width(1280)

    def open(self, address):
        self.address = address
        self.chromium.open(address)
        self.evaluate("new Promise((done) => setTimeout(done, 600))")

    def evaluate(self, expression):
        return self.chromium.evaluate(expression)

    def wait(self, milliseconds):
        self.evaluate(f"new Promise((done) => setTimeout(done, {milliseconds}))")

    def complaints(self):
        return self.chromium.complaints()

    def requests(self):
        """Addresses that the page asked for, other than its own and what it holds."""
        found = [event["params"]["request"]["url"] for event in self.chromium.events if event.get("method") == "Network.requestWillBeSent"]
        return [each for each in found if not each.startswith(("data:", "blob:")) and each.partition("#")[0] != self.address]

    def nameless(self):
        """Controls without a name for a screen reader."""
        roles = ("button", "link", "slider", "combobox", "textbox", "checkbox", "spinbutton", "image", "region")
        found = []
        for node in self.chromium.call("Accessibility.getFullAXTree")["nodes"]:
            role = (node.get("role") or {}).get("value")
            if not node.get("ignored") and role in roles and not (node.get("name") or {}).get("value", "").strip():
                found.append(role)
        return found

    def theme(self, theme):
        if self.evaluate("document.documentElement.dataset.theme") != theme:
            self.evaluate("document.getElementById('theme-switch').click()")

    def width(self, width):
        self.chromium.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        self.wait(200)

    def scripts(self, on):
        self.chromium.call("Emulation.setScriptExecutionDisabled", value=not on)

    def key(self, key):
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        code = {"windowsVirtualKeyCode": KEYS[key]} if key in KEYS else {}
        self.chromium.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text, **code)
        self.chromium.call("Input.dispatchKeyEvent", type="keyUp", key=key, **code)

    def move(self, x, y, **more):
        self.chromium.call("Input.dispatchMouseEvent", **({"type": "mouseMoved", "x": x, "y": y} | more))

    def drag(self, start, end, y):
        self.move(start, y)
        self.move(start, y, type="mousePressed", button="left", clickCount=1)
        for part in (0.3, 0.7, 1):
            self.move(start + part * (end - start), y, buttons=1)
        self.move(end, y, type="mouseReleased", button="left", clickCount=1)

    def first_paint(self):
        return self.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9")

    def axe(self, source, expression):
        if self.evaluate("typeof axe") == "undefined":
            self.evaluate(source + "; undefined")
        return self.evaluate(expression)

    def screenshot(self):
        self.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        return self.chromium.call("Page.captureScreenshot", format="png")["data"]
