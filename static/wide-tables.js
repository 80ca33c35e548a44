// A table wider than its column scrolls by itself: let the keyboard reach it.
(function () {
  "use strict";
  document.querySelectorAll(".body table").forEach(function (table) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  });
})();
