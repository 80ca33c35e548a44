/* A chart of results by year, or by decade where the years are many: each bar is a button with its numbers as text.
   The same numbers follow as a table, to be read aloud or copied. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element, say } = search;
  const MANY = 40;
  const SVG = "http://www.w3.org/2000/svg";

  /* [{name, from, to, count, step}] from the first to the last year, with those between that have none. */
  function columns({ year = {}, decade = {} }) {
    const sorted = (counts) => Object.keys(counts).filter((name) => /^\d{4}$/.test(name)).sort();
    const years = sorted(year);
    const [counts, step] = years.at(-1) - years[0] >= MANY ? [decade, 10] : [year, 1];
    const names = sorted(counts);
    const result = [];
    for (let at = Number(names[0]); at <= names.at(-1); at += step) {
      const [from, to] = [at, at + step - 1].map((one) => String(one).padStart(4, "0"));
      result.push({ name: from, from, to, count: counts[from] ?? 0, step });
    }
    return result;
  }

  function bar(share) {
    const height = share ? Math.max(3, Math.round(share * 100)) : 0;
    const svg = document.createElementNS(SVG, "svg");
    const rect = document.createElementNS(SVG, "rect");
    const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
    set(svg, { viewBox: "0 0 10 100", preserveAspectRatio: "none", "aria-hidden": "true" });
    set(rect, { x: 0, width: 10, y: 100 - height, height });
    svg.append(rect);
    return svg;
  }

  /* Draws into `box` what the search counted; `choose` is given the column that was pressed. Where the bars are too
     many for the screen, the chosen or the last is seen. */
  search.drawChart = (box, filters, state, { words, choose }) => {
    const found = columns(filters);
    const most = Math.max(...found.map(({ count }) => count));
    const name = (column) => (column.step > 1 ? say(words.decade, { decade: column.name }) : column.name);
    const pressed = ({ from, to, step }) =>
      step > 1 ? state.from === from && state.to === to : state.filters.year.includes(from);
    const focused = document.activeElement?.closest?.(".bar")?.value;
    const bars = found.map((column) => {
      const button = search.button("bar", "", () => choose(column));
      button.value = column.name;
      button.disabled = !column.count && !pressed(column);
      button.setAttribute("aria-pressed", String(pressed(column)));
      button.append(bar(column.count / most), element("span", { class: "bar-count" }, search.number(column.count)), " ",
        element("span", { class: "bar-name" }, name(column)));
      return element("li", {}, button);
    });
    const rows = found.filter(({ count }) => count).map((column) =>
      element("tr", {}, element("th", { scope: "row" }, name(column)), element("td", {}, search.number(column.count))));
    box.querySelector("ol").replaceChildren(...bars);
    box.querySelector("tbody").replaceChildren(...rows);
    box.hidden = found.length < 2;
    const list = box.querySelector("ol");
    const shown = bars.find((item) => item.querySelector("[aria-pressed=true]")) ?? bars.at(-1);
    if (shown) list.scrollLeft = shown.offsetLeft - list.offsetLeft - list.clientWidth / 2;
    if (focused) box.querySelector(`.bar[value="${focused}"]`)?.focus();
  };
})();
