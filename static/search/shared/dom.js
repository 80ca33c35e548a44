/* Elements made of text, never of markup. */

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/** The element of an id that the page's template is known to have.
 * @template {HTMLElement} T
 * @param {string} id
 * @returns {T} */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** An attribute of true is set to nothing, one of false, null or "" is left out.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]} */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== "" && value !== false && value != null) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== ""));
  return made;
}

/** @param {string} className
 * @param {string} text
 * @param {() => unknown} act */
export function button(className, text, act) {
  const made = element("button", { type: "button", class: className }, text);
  made.addEventListener("click", act);
  return made;
}
