/* A box for a date, which leads to its day, month or year, or says what there is near it. Which days there are stands in a
   script of its own, so that it loads from a disk too: it calls `siteDays`. */
(() => {
  "use strict";
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.go-to-date"));
  const [box, status] = ["input", "[role=status]"].map((one) => form?.querySelector(one));
  if (!form || !(box instanceof HTMLInputElement) || !(status instanceof HTMLElement)) return;

  /** @type {string[]} Years, months and days that have a page. */
  let units = [];
  /** @param {Record<string, string>} held a month, or year, and its days: a bit each, in hexadecimals */
  const unpack = (held) =>
    Object.entries(held).flatMap(([unit, bits]) => {
      const days = [...Array(31).keys()].filter((day) => (parseInt(bits || "0", 16) >>> day) & 1);
      return [unit, ...days.map((day) => `${unit}-${String(day + 1).padStart(2, "0")}`)];
    });
  // @ts-ignore - by it the script of the days hands over what it holds
  globalThis.siteDays = (held) => (units = unpack(held));

  /** @type {Promise<unknown> | undefined} */
  let loading;
  const load = () =>
    (loading ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = form.dataset.days ?? "";
      script.onload = script.onerror = done;
      document.head.append(script);
    }));

  /** A text as a year, month or day: 1998-01-23, 1998/1, 19980123, 1998年1月23日; "" for none. @param {string} text */
  function read(text) {
    const plain = text.normalize("NFKC").trim();
    const found = /^(\d{4})(\d\d)(\d\d)$/.exec(plain) ?? /^(\d{4})(?:\D{1,2}(\d{1,2}))?(?:\D{1,2}(\d{1,2}))?\D?$/.exec(plain);
    if (!found) return "";
    const [, year, month = "", day = ""] = found;
    const unit = [year, month, day].filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
    const date = new Date(`${unit}T00:00Z`.replace(/^(\d{4}(?:-\d\d)?)T.*/, "$1"));
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(unit) ? unit : "";
  }

  /** @param {string} unit */
  const address = (unit) => `${form.dataset.root}${unit.replaceAll("-", "/")}/index.html`;

  /** @param {string} unit */
  function link(unit) {
    const made = document.createElement("a");
    made.href = address(unit);
    made.textContent = unit;
    return made;
  }

  /** The pages before and after one that there is not, of days for a day. @param {string} unit */
  function near(unit) {
    const alike = units.filter((one) => one.length === unit.length).sort();
    const after = alike.findIndex((one) => one > unit);
    return (after < 0 ? alike.slice(-1) : alike.slice(Math.max(0, after - 1), after + 1)).map(link);
  }

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const unit = read(box.value);
    if (!unit) {
      status.textContent = form.dataset.unread ?? "";
      return;
    }
    await load();
    if (units.includes(unit)) {
      location.href = address(unit);
      return;
    }
    const links = near(unit).flatMap((one) => [" ", one]);
    status.replaceChildren((form.dataset.none ?? "").replace("{date}", unit), ...links);
  });
})();
