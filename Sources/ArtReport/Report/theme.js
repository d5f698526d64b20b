// Light or dark before anything is painted: what the reader chose, or what the system says.
(() => {
  const root = document.documentElement;
  root.classList.add("script");
  const system = matchMedia("(prefers-color-scheme: dark)");
  // A browser may refuse storage to a file; the choice then lasts until the page is closed.
  const stored = () => { try { return localStorage.getItem("artpipe-theme"); } catch { return null; } };
  let chosen = stored();
  const isDark = () => (chosen ? chosen === "dark" : system.matches);
  const show = () => {
    root.dataset.theme = isDark() ? "dark" : "light";
    const button = document.getElementById("theme-switch");
    if (button) button.setAttribute("aria-pressed", String(isDark()));
  };
  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.getElementById("theme-switch").addEventListener("click", () => {
      chosen = isDark() ? "light" : "dark";
      try { localStorage.setItem("artpipe-theme", chosen); } catch { /* see above */ }
      show();
    });
  });
})();
