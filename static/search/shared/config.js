/* What the program knows of the fields and facets of the index. `make fields` writes both lists here, from the table in
   site_builder/pages/fields.py. Their labels, in the reader's language, stand on the search page. */

/** A field of the index: its name, where its words stand on an article's page, and what else a query may call it.
 * @typedef {{ name: string, selector: string, asked: string[] }} Field */

/** @type {Field[]} */
export const FIELDS = [
  { name: "title", selector: "hgroup h1", asked: ["headline", "标题"] },
  { name: "kicker", selector: "hgroup .kicker", asked: ["引题"] },
  { name: "deck", selector: "hgroup .deck", asked: ["副题"] },
  { name: "body", selector: ".body", asked: ["text", "正文"] },
  { name: "byline", selector: ".byline > span, .body > .dateline > span", asked: ["by", "author", "作者"] },
  { name: "dateline", selector: ".body > .dateline", asked: ["电头"] },
  { name: "section", selector: ".folio a", asked: ["栏目"] },
  { name: "tags", selector: ".record .tags a", asked: ["tag", "标签"] },
  { name: "mentions", selector: ".record .mentions a", asked: ["person", "people", "人物"] },
  { name: "summary", selector: ".record .summary", asked: ["摘要"] },
  { name: "corrections", selector: "[aria-labelledby=corrections] dd", asked: ["correction", "更正"] },
];

/** The fields that are shown in a way of their own: as the headline, the excerpt, and beside the date. */
export const TITLE = "title";
export const BODY = "body";
export const SECTION = "section";

/** By what results can be narrowed, in the order in which it is offered. */
export const FACETS = ["year", "section", "tag", "person", "author", "status"];
