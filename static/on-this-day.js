// The front page's link to this day in other years leads to today's page, if there is one.
(() => {
  "use strict";
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".today a"));
  if (!link) return;
  const today = new Date();
  const start = Date.UTC(2000, 0, 1);
  const number = (Date.UTC(2000, today.getMonth(), today.getDate()) - start) / 86_400_000;
  if (!(BigInt(`0x${link.dataset.days}`) >> BigInt(number) & 1n)) return;
  const name = [today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  link.href = link.href.replace(/index\.html$/, `${name}.html`);
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", day: "numeric" });
  link.textContent = (link.dataset.label ?? "").replace("{day}", words.format(today));
})();
