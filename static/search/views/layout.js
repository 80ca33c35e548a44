/* Where the filters stand. On a wide screen they are beside the results, and come after them when one goes from element
   to element; elsewhere, and above occurrences, whose lines are long, they are folded before them. */
import { byId } from "../shared/dom.js";
/** @import { State } from "./url-state.js" */

const WIDE = "(width >= 60rem)";

/** Lays the page out, now and whenever the window's width changes; who calls the answer says which view is shown. */
export function useLayout() {
  const [found, narrow, hits] = ["search-found", "search-narrow", "search-hits"].map((id) => byId(id));
  const wide = matchMedia(WIDE);
  /** @type {State["view"]} */
  let shown = "";
  let beside = false;
  const layOut = () => {
    const before = beside;
    beside = wide.matches && shown === "";
    found.classList.toggle("beside", beside);
    if (beside === before) return;
    if (beside) hits.after(narrow);
    else hits.before(narrow);
    narrow.toggleAttribute("open", beside);
  };
  byId("search-chart").toggleAttribute("open", wide.matches);
  wide.addEventListener("change", layOut);
  layOut();
  return (/** @type {State["view"]} */ view) => {
    shown = view;
    layOut();
  };
}
