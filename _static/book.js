// The skip link moves the focus too, not the page alone.
addEventListener("DOMContentLoaded", () => {
  document.getElementById("main-content")?.setAttribute("tabindex", "-1");
});
