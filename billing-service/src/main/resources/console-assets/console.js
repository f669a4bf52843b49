// What htmx alone cannot say without eval: a hidden page does not refresh itself, and a page that
// cannot refresh says so.
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
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.successful) { lost(false); }
  });
})();
