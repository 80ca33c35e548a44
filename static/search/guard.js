// Says so when the script of the search page did not run: it is missing, or the browser is too old for it.
// So this alone is written as the oldest browsers know it.
(function () {
  "use strict";
  window.addEventListener("load", function () {
    var form = document.getElementById("search-form");
    var status = document.getElementById("search-status");
    if (!form || !status || form.hasAttribute("data-ready")) return;
    status.textContent = form.getAttribute("data-failed");
  });
})();
