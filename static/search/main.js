/* The search, in the browser. From a query to what a reader sees:

     query/      text → tokens → keys; the query's words and phrases as terms. The same as the builder does with texts
     postings/   keys → where each stands: the bundle's pieces, its shards, Pagefind's index and stemmers in them
     matches/    postings → the documents that match, of which filters let some through; their facets, counted
     results/    matches → results in order, with excerpt and contexts: the engine, which joins the three above
     views/      results → the search page: its controls, lists, facets, chart and exports
     marks/      query → the words that are marked in an article which is opened from the search
     shared/     what all of them may use: fields and facets, sentences, elements

   A folder imports from those above it and from shared/ alone. These are modules, of which the builder makes one
   classic script, search.js: a page that is opened from a disk may not load modules, and a page of thirty scripts
   would ask thirty times. An archive may replace each of them by one of its own, as any other file of the theme.

   Scripts of their own are marks.js, which loads search.js where an article is opened from the search; simplified.js on
   articles in traditional characters; shortcut.js, on every page; and guard.js, which says so where search.js does not run, and is written for the oldest browsers. All
   others may use what browsers know since 2023. What is kept between calls is private (#) in a class; what needs no
   keeping is a function. Types stand in comments, and `make lint` has TypeScript check them where there is Node. */
import { markArticle } from "./marks/mark-article.js";
import { heldOf } from "./matches/held.js";
import { receive } from "./postings/bundle.js";
import { Shard } from "./postings/shard.js";
import { fold, useFoldTable } from "./query/folding.js";
import { parseQuery } from "./query/query.js";
import { written } from "./query/rewriting.js";
import { tokensOf } from "./query/tokens.js";
import { countOccurrences } from "./results/contexts.js";
import { open } from "./results/engine.js";
import { locate, occurrencesOf } from "./results/highlight.js";
import { limits } from "./shared/limits.js";
import { TimeChart } from "./views/chart.js";
import { SearchPage } from "./views/page.js";
import { Readings } from "./views/readings.js";
import { FORMS } from "./views/records.js";
import { asLines } from "./views/spreadsheet.js";
import { axisOf } from "./views/time-axis.js";
import { addressOf, readState } from "./views/url-state.js";

/* What other scripts use: `receive` those of the bundle, `markArticle` marks.js; `open` who wants the engine alone.
   The others are for tests. */
const ArchiveSearch = {
  receive, open, markArticle,
  Shard, limits, Readings, fold, useFoldTable, tokensOf, parseQuery, written, locate, occurrencesOf, countOccurrences,
  TimeChart, axisOf, heldOf, FORMS, asLines, addressOf, readState,
};

/** @typedef {typeof ArchiveSearch} Interface */

Object.assign(globalThis, { ArchiveSearch });

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("search-form"));
if (form) new SearchPage(form).start();
