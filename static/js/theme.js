// Loaded before the first paint, so that a remembered scheme never flashes.
"use strict";
{
  let saved = null;
  try {
    saved = localStorage.getItem("theme");
  } catch {
    // A browser that stores nothing follows the system.
  }
  if (saved === "light" || saved === "dark") {
    document.documentElement.dataset.theme = saved;
  }
}
