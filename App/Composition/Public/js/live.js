/* Keeps a page that listens up to date, each part of it that has `data-live` and is fetched anew by `live-refresh`: says when the connection
   is lost, and asks every ten seconds while it is. */
(function () {
  'use strict';
  /* The server says something every fifteen seconds. A network that dies without a word lets the stream stand open for ever. */
  var longestSilence = 40000, failures = 0, timer = null, heard = new Map();
  function source() { return document.querySelector('[sse-connect]'); }
  function lost(isLost) {
    var note = document.querySelector('.connection-lost');
    if (note) note.hidden = !isLost;
  }
  function refresh() {
    document.querySelectorAll('[data-live]').forEach(function (part) { window.htmx.trigger(part, 'live-refresh'); });
  }
  var create = window.htmx.createEventSource;
  window.htmx.createEventSource = function (url) {
    var stream = create(url);
    heard.set(stream, Date.now());
    ['open', 'beat'].forEach(function (name) { stream.addEventListener(name, function () { heard.set(stream, Date.now()); }); });
    return stream;
  };
  /* One that is closed and says so is opened anew by whoever asked for it. */
  setInterval(function () {
    heard.forEach(function (last, stream) {
      if (stream.readyState === EventSource.CLOSED) { heard.delete(stream); return; }
      if (Date.now() - last < longestSilence) return;
      heard.delete(stream);
      stream.close();
      stream.dispatchEvent(new Event('error'));
    });
  }, 5000);
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
