/* What the program knows of the fields and facets of the index. `make fields` writes both lists here, from the table in
   site_builder/pages/fields.py. Their labels, in the reader's language, stand on the search page. */

/** A field of the index: its name, and where its words stand on an article's page.
 * @typedef {{ name: string, selector: string }} Field */

/** @type {Field[]} */
export const FIELDS = [
  { name: "title", selector: "hgroup h1" },
  { name: "kicker", selector: "hgroup .kicker" },
  { name: "deck", selector: "hgroup .deck" },
  { name: "body", selector: ".body" },
  { name: "byline", selector: ".byline > span, .body > .dateline > span" },
  { name: "dateline", selector: ".body > .dateline" },
  { name: "section", selector: ".folio a" },
  { name: "tags", selector: ".record .tags a" },
  { name: "mentions", selector: ".record .mentions a" },
  { name: "summary", selector: ".record .summary" },
  { name: "corrections", selector: "[aria-labelledby=corrections] dd" },
];

/** The fields that are shown in a way of their own: as the headline, the excerpt, and beside the date. */
export const TITLE = "title";
export const BODY = "body";
export const SECTION = "section";

/** By what results can be narrowed, in the order in which it is offered. */
export const FACETS = ["year", "section", "tag", "person", "author", "status"];
