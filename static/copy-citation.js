// Shows the buttons that copy the text of another element (`data-copy` is its id), and copies it.
(function () {
  "use strict";
  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function copy(element) {
    select(element); // also leaves it ready for Ctrl+C where copying is refused
    if (navigator.clipboard) return navigator.clipboard.writeText(element.textContent);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("refused"));
  }
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var words = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      copy(document.getElementById(button.dataset.copy)).then(function () {
        button.textContent = button.dataset.copied;
        setTimeout(function () { button.textContent = words; }, 2000);
      }, function () {});
    });
  });
})();
