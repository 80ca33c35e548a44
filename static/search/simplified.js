/* An article in traditional characters, read in simplified ones: when the reader asks for it, which the device remembers.
   The table is that of the search, and is loaded then. It knows characters and no words, so that those which may stand
   for several are left as they are printed. What is searched, cited and marked stays what it is. The other way round
   most common characters may stand for several (发: 發 or 髮): that is not offered. */
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { root = "", offer, back, said } = own.dataset;
  const article = /** @type {HTMLElement | null} */ (document.querySelector(".article"));
  const title = article?.querySelector("hgroup");
  if (!article || !title) return;
  const KEY = "characters";
  const SEVERAL = "乾夥徵瞭著藉覆摺"; // 乾隆 and 乾燥, 著作 and 看著 …
  const wanted = () => { try { return localStorage.getItem(KEY) === "simplified"; } catch { return false; } };
  const want = (/** @type {boolean} */ simplified) => {
    try { localStorage.setItem(KEY, simplified ? "simplified" : ""); } catch { /* a browser that keeps nothing */ }
  };

  /** @returns {Promise<{ from: string, to: string }>} */
  const table = () => new Promise((resolve, reject) => {
    const site = /** @type {any} */ (globalThis);
    const others = site.ArchiveSearch;
    const script = document.createElement("script");
    const receive = (/** @type {string} */ name, /** @type {any} */ data) =>
      document.currentScript === script ? resolve(data) : others?.receive(name, data);
    site.ArchiveSearch = { ...others, receive };
    script.addEventListener("error", reject);
    script.src = `${root}search/fold.js`;
    document.head.append(script);
  });

  async function convert() {
    const { from, to } = await table();
    const simplified = Array.from(to);
    const plain = new Map(Array.from(from, (char, i) => [char, simplified[i]]));
    for (const char of SEVERAL) plain.delete(char);
    const texts = document.createTreeWalker(/** @type {HTMLElement} */ (article), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = /** @type {Text} */ (texts.currentNode);
      if (text.parentElement?.closest("hgroup, .byline, .body")) {
        text.data = Array.from(text.data, (char) => plain.get(char) ?? char).join("");
      }
    }
    /** @type {HTMLElement} */ (article).lang = "zh-Hans";
    button.textContent = back ?? "";
    note.textContent = `${said} (${Array.from(SEVERAL).join(" ")})`;
  }

  const line = document.createElement("p");
  const button = document.createElement("button");
  const note = document.createElement("span");
  line.className = "remark characters";
  line.lang = document.documentElement.lang;
  button.type = "button";
  button.textContent = offer ?? "";
  note.setAttribute("role", "status");
  line.append(button, " ", note);
  title.after(line);
  button.addEventListener("click", () => {
    const simplified = !note.textContent;
    want(simplified);
    if (simplified) convert().catch((error) => console.error(error));
    else location.reload(); // with the words as they are in the file
  });
  if (wanted()) convert().catch((error) => console.error(error));
})();
