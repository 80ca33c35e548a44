// Says so when the script of the search page did not run: it is missing, or the browser is too old for it.
(function () {
  "use strict";
  window.addEventListener("load", function () {
    var form = document.getElementById("search-form");
    if (!form || form.hasAttribute("data-ready")) return;
    document.getElementById("search-status").textContent = form.getAttribute("data-failed");
  });
})();
