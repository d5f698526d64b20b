// Copy buttons: the recipe and the command.

async function copyText(text, holder) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page that is a file may not write to the clipboard: choose the text, so that Ctrl-C copies it.
    getSelection().selectAllChildren(holder);
    return document.execCommand?.("copy") ?? false;
  }
}

function startCopyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.textContent;
    const status = element("span", { role: "status", class: "copied" });
    button.after(status);
    button.addEventListener("click", async () => {
      const holder = document.getElementById(button.dataset.copy);
      status.textContent = (await copyText(holder.textContent, holder)) ? "Copied" : "Chosen; press Ctrl-C";
      setTimeout(() => { status.textContent = ""; }, 3000);
      button.textContent = words;
    });
  }
}
