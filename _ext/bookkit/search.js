// How the search ranks what it finds, and what stands under a hit. Sphinx puts this into its
// language_data.js, which the page of the search alone loads; bookSummaries is summaries.js, which
// comes after it.
var Scorer = (() => {
  const told = () => window.bookSummaries ?? { chapters: [], texts: {} };
  // readers come for the chapters; names of the library stand last, unless asked for by full name
  const lift = (name) => {
    if (told().chapters.includes(name)) return 200;
    return name.startsWith("book/reference/api") || !name.startsWith("book/") ? -60 : 0;
  };
  addEventListener("DOMContentLoaded", () => {
    const results = document.getElementById("search-results");
    if (!results) return;
    const tidy = () => { // what is said of a hit stands below it, and not in brackets
      for (const span of results.querySelectorAll("li > span:not(.told)")) {
        span.className = "told";
        span.textContent = span.textContent.trim().replace(/^\(|\)$/g, "");
      }
    };
    new MutationObserver(tidy).observe(results, { childList: true, subtree: true });
  });
  return {
    score(result) {
      const [name, , anchor, description, score] = result;
      const { texts } = told();
      if (description === null) result[3] = texts[name + anchor] ?? texts[name] ?? null;
      return score + lift(name);
    },
    objNameMatch: 11,
    objPartialMatch: 6,
    objPrio: { 0: 15, 1: 5, 2: -5 },
    objPrioDefault: 0,
    title: 15,
    partialTitle: 7,
    term: 5,
    partialTerm: 2,
  };
})();
