// Keeps parts of a page honest: a sign-in page that answers a part's request is not put
// into the part. The page is loaded anew, which leads to the sign-in and back.

function isWholePage(xhr) {
  return /^\s*<!doctype html/i.test(xhr.responseText);
}

function isAsAsked(xhr, { path }) {
  return new URL(xhr.responseURL).pathname === new URL(path, window.location).pathname;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.elt.matches("[data-upload]") || event.detail.boosted) return;
  // A part may be taken out of the very page that was asked for, not out of another.
  const isTakenOut = requestConfig.elt.closest("[hx-select]") && isAsAsked(xhr, requestConfig);
  if (xhr.status < 400 && isWholePage(xhr) && !isTakenOut) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});

// A part that does not apply to this visitor is left out without a word.
document.addEventListener(
  "htmx:responseError",
  (event) => {
    const part = event.target.closest("[data-optional]");
    if (!part || event.detail.xhr.status !== 404) return;
    event.stopPropagation();
    part.hidden = true;
  },
  true,
);
