// "/" and Ctrl+K (Cmd+K) go to the search box.
(function () {
  "use strict";
  var box = document.querySelector("input[type=search]");
  if (!box) return;
  document.addEventListener("keydown", function (event) {
    var writing = event.target.closest("input, textarea, select, [contenteditable]");
    var slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    var k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
