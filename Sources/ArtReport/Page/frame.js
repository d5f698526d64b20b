// The playground in a page of somebody's own: it is told whether it is light or dark, and tells how high it is.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = "(prefers-color-scheme: dark)";
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const dark = rules.filter(({ conditionText }) => conditionText === system);
  const media = new Map([["light", "not all"], ["dark", "all"], ["auto", system]]);
  const show = (theme) => {
    if (!media.has(theme)) return;
    for (const rule of dark) rule.media.mediaText = media.get(theme);
    root.style.colorScheme = theme === "auto" ? "" : theme;
  };
  show(new URLSearchParams(location.search).get("theme"));
  addEventListener("message", ({ data }) => show(data?.theme));
  if (parent === window) return;
  const tell = () => parent.postMessage({ playground: { height: root.offsetHeight } }, "*");
  new ResizeObserver(tell).observe(root);
})();
