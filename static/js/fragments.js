// Keeps parts of a page honest: a sign-in page that answers a part's request is not put
// into the part. The page is loaded anew, which leads to the sign-in and back.

function isWholePage(xhr) {
  return /^\s*<!doctype html/i.test(xhr.responseText);
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.elt.matches("[data-upload]") || event.detail.boosted) return;
  if (xhr.status < 400 && isWholePage(xhr) && !event.detail.selectOverride) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
