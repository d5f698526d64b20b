// Brings the report to life. Each part stands alone: one that fails leaves the others as they are.

function startReport() {
  const report = JSON.parse(document.getElementById("report-data").textContent);
  const parts = {
    images: fillWhenNear,
    sheets: () => report.sheets?.shown.length && new SheetPlayer(report.sheets.shown, report.charts),
    charts: () => report.charts.length && new Charts(report.charts),
    tables: watchScrolling,
    recipe: startCopyButtons,
    glossary: () => report.glossary.length && new Glossary(report.glossary),
  };
  const started = {};
  for (const [name, start] of Object.entries(parts)) {
    try {
      started[name] = start();
    } catch (error) {
      console.error(`${name}: ${error.message}`);
    }
  }
  globalThis.artReport = { report, ...started };
}

startReport();
