/* Reads the search bundle. Each piece is a script that calls `ArchiveSearch.receive`, since a page opened from a
   disk may load scripts but not fetch files. site_builder/search/pack.py writes them and lists them. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const waiting = new Map();

  /* Called by every piece, with its name and its data: deflated and in base64, or as it is. */
  search.receive = (name, data) => {
    const script = document.currentScript;
    waiting.get(script)?.(name, data);
  };

  function addScript(address, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const done = (settle, value) => {
        waiting.delete(script);
        script.remove();
        settle(value);
      };
      waiting.set(script, (given, data) => given === name && done(resolve, data));
      script.addEventListener("error", () => done(reject, new Error(`cannot load ${name}`)));
      // After its own call the promise is settled: this is for a file that is not ours, such as an error page.
      script.addEventListener("load", () => done(reject, new Error(`cannot read ${name}`)));
      script.src = address;
      document.head.append(script);
    });
  }

  async function inflate(text) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /* A folder of pieces. What failed to load is asked for again the next time. */
  search.Bundle = class Bundle {
    #base;
    #pieces = new Map();
    held = 0; // about how many bytes are kept in memory, with what was made of them

    constructor(base) {
      this.#base = new URL(base, document.baseURI).href.replace(/\/?$/, "/");
    }

    /* The piece as it was received. `mark` makes its address another one, which no cache knows. */
    plain(name, mark = "") {
      return this.#once(name + mark, () => addScript(`${this.#base}${name}.js${mark}`, name));
    }

    /* Not kept: what is made of it is. */
    async bytes(name) {
      const bytes = await inflate(await addScript(`${this.#base}${name}.js`, name));
      this.held += bytes.length;
      return bytes;
    }

    json(name) {
      return this.#once(`${name} as JSON`, async () => JSON.parse(new TextDecoder().decode(await this.bytes(name))));
    }

    /* Keeps nothing but what this one will need again at once. Who still holds a piece may use it. */
    forget() {
      this.held = 0;
      this.#pieces = new Map([...this.#pieces].filter(([name]) => ["fold", "binding"].includes(name)));
    }

    /* Pagefind with the stemmer of a language, or `und`. Each call of the binding is a world of its own. */
    pagefind(language) {
      return this.#once(`Pagefind in ${language}`, async () => {
        const [binding, wasm] = await Promise.all([this.plain("binding"), this.bytes(`wasm-${language}`)]);
        const pagefind = binding();
        await pagefind({ module_or_path: wasm });
        return pagefind;
      });
    }

    #once(name, make) {
      if (!this.#pieces.has(name)) {
        const made = make();
        this.#pieces.set(name, made);
        made.catch(() => this.#pieces.delete(name));
      }
      return this.#pieces.get(name);
    }
  };
})();
