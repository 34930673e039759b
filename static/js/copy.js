// A button that copies the text of a field; it shows only where scripts run.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const word = button.querySelector("[data-copy-word]");
  const before = word.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without a secure connection there is no clipboard; the text is selected.
      document.execCommand("copy");
    }
    word.textContent = "Copied";
    setTimeout(() => {
      word.textContent = before;
    }, 2000);
  });
}
