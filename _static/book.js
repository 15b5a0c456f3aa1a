// The skip link moves the focus too, not the page alone.
addEventListener("DOMContentLoaded", () => {
  document.getElementById("main-content")?.setAttribute("tabindex", "-1");
});

// A formula wider than its box is a stop of the Tab key, as arrow keys must scroll it; others are none.
addEventListener("DOMContentLoaded", () => {
  const boxes = document.querySelectorAll("div.formula");
  const reach = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  const sizes = new ResizeObserver(reach);
  for (const box of boxes) sizes.observe(box);
  document.fonts.ready.then(reach); // the font of formulas is wider than what stands in for it
});
