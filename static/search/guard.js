// Says so when the scripts of the search page did not run: one is missing, or the browser is too old for them.
(function () {
  "use strict";
  window.addEventListener("load", function () {
    var form = document.getElementById("search-form");
    if (!form || form.hasAttribute("data-ready")) return;
    document.getElementById("search-status").textContent = form.getAttribute("data-failed");
  });
})();
