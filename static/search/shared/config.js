/* What the program knows of the fields and facets of the index, whose names are the builder's. Their labels, in the
   reader's language, stand on the search page; a test holds index, page and this module together. */

/** A field of the index: its name, and where its words stand on an article's page.
 * @typedef {{ name: string, selector: string }} Field */

/** @type {Field[]} */
export const FIELDS = [
  { name: "kicker", selector: "hgroup .kicker" },
  { name: "title", selector: "hgroup h1" },
  { name: "deck", selector: "hgroup .deck" },
  { name: "byline", selector: ".byline > span, .body > .dateline > span" },
  { name: "dateline", selector: ".body > .dateline" },
  { name: "body", selector: ".body" },
  { name: "corrections", selector: "[aria-labelledby=corrections] dd" },
  { name: "section", selector: ".folio a" },
  { name: "tags", selector: ".record .tags a" },
  { name: "summary", selector: ".record .summary" },
];

/** The fields that are shown in a way of their own: as the headline, the excerpt, and beside the date. */
export const TITLE = "title";
export const BODY = "body";
export const SECTION = "section";

/** By what results can be narrowed, in the order in which it is offered. */
export const FACETS = ["year", "section", "tag", "person", "status"];
