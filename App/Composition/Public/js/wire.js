/* What a torn network does to a page that asks for a piece of itself: nothing. An answer that is not the shop's own, or none at all, takes no
   place on the page, and is said. */
(function () {
  'use strict';
  function say() {
    var box = document.getElementById('flash'), lost = document.querySelector('.connection-lost');
    /* A page that listens has a place of its own to say so. */
    if (lost) { lost.hidden = false; return; }
    if (!box || box.querySelector('.is-unreachable')) return;
    var note = document.createElement('p');
    note.className = 'alert alert-error is-unreachable';
    note.setAttribute('role', 'alert');
    note.textContent = document.body.dataset.unreachable;
    box.replaceChildren(note);
  }
  document.addEventListener('htmx:beforeSwap', function (event) {
    var answer = event.detail.xhr, note = document.querySelector('#flash .is-unreachable');
    /* Every answer of the shop has an id; its refusals say where they belong. A proxy's do not, whatever they are called. */
    var isOurs = answer.getResponseHeader('X-Request-ID') && (answer.status < 400 || answer.getResponseHeader('HX-Retarget'));
    if (!isOurs) { event.detail.shouldSwap = false; say(); } else if (note) note.remove();
  });
  ['htmx:sendError', 'htmx:timeout'].forEach(function (name) { document.addEventListener(name, say); });
})();
