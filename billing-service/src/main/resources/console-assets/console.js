// What htmx alone cannot say without eval: a hidden page does not refresh itself, and a page that
// cannot refresh says so. What is read aloud changes only when there is something new to say.
(function () {
  "use strict";
  function lost(shown) {
    document.querySelectorAll("[data-lost]").forEach(function (note) { note.hidden = !shown; });
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden && event.target.hasAttribute("data-live")) {
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:responseError", function () { lost(true); });
  document.addEventListener("htmx:sendError", function () { lost(true); });
  document.addEventListener("htmx:afterSwap", function () {
    var says = document.querySelector("[data-says]");
    var said = document.querySelector("[data-said]");
    if (says && said && said.textContent !== says.textContent) { said.textContent = says.textContent; }
  });
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.successful) { lost(false); }
  });
})();
