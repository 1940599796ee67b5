/* Keeps a page that listens up to date: says when the connection is lost, and asks every ten seconds while it is. */
(function () {
  'use strict';
  var failures = 0, timer = null;
  function source() { return document.querySelector('[sse-connect]'); }
  function lost(isLost) {
    var note = document.querySelector('.connection-lost');
    if (note) note.hidden = !isLost;
  }
  function refresh() {
    var order = document.getElementById('order-live'), board = document.getElementById('board');
    if (order) window.htmx.trigger(order, 'order-refresh');
    if (board) window.htmx.trigger(board, 'board-refresh');
  }
  document.addEventListener('htmx:sseOpen', function () {
    if (failures > 0) refresh();
    failures = 0;
    lost(false);
    clearInterval(timer);
    timer = null;
  });
  document.addEventListener('htmx:sseError', function () {
    failures += 1;
    lost(true);
    if (failures >= 3 && timer === null) timer = setInterval(refresh, 10000);
  });
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden && source() && failures > 0) refresh();
  });
})();
