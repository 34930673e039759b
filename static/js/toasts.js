// Messages get a button to close them; a request that fails says so.
const region = document.querySelector(".toasts");

function addClose(alert) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toast-close";
  button.setAttribute("aria-label", "Close this message");
  button.textContent = "✕";
  button.addEventListener("click", () => alert.remove());
  alert.append(button);
}

function toast(text) {
  const alert = document.createElement("div");
  alert.className = "alert alert-danger";
  const body = document.createElement("div");
  body.className = "alert-body";
  body.textContent = text;
  alert.append(body);
  addClose(alert);
  region.replaceChildren(alert);
}

document.querySelectorAll("[data-closable]").forEach(addClose);

document.body.addEventListener("htmx:sendError", () => {
  toast("The server cannot be reached. Check your connection; this page keeps trying.");
});
document.body.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  toast(
    status === 403
      ? "You are no longer signed in, or may not do this. Reload the page."
      : `That did not work (the server answered ${status}). Reload the page to try again.`,
  );
});
document.body.addEventListener("htmx:afterSwap", () => region.replaceChildren());
