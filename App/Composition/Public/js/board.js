/* The kitchen's board: rings until somebody has seen a new order, moves the clocks, and can be worked from the keyboard. */
(function () {
  'use strict';
  var audio = null, seen = {}, offset = 0;
  function now() { return Date.now() + offset; }

  /* Two notes by the oscillator; browsers allow sound only after a tap, so the button says whether it is on. */
  function ring() {
    if (!audio || audio.state !== 'running') return;
    [880, 1174].forEach(function (pitch, index) {
      var tone = audio.createOscillator(), volume = audio.createGain(), start = audio.currentTime + index * 0.22;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.001, start);
      volume.gain.exponentialRampToValueAtTime(0.4, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.2);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.21);
    });
  }
  function unseen() {
    return Array.prototype.filter.call(document.querySelectorAll('.ticket.is-new'), function (ticket) { return !seen[ticket.dataset.order]; });
  }
  function sound(button, isOn) {
    button.setAttribute('aria-pressed', String(isOn));
    button.textContent = isOn ? button.dataset.on : button.dataset.off;
  }

  /* The bar of a ticket grows towards its promise; what is late says so by its border too. */
  function tick() {
    var clock = document.querySelector('[data-clock]'), time = new Date(now());
    if (clock) clock.textContent = new Intl.DateTimeFormat('it', { hour: '2-digit', minute: '2-digit', timeZone: clock.dataset.zone }).format(time);
    document.querySelectorAll('.ticket').forEach(function (ticket) {
      var promised = Number(ticket.dataset.promised), placed = Number(ticket.dataset.placed), left = promised - now();
      var bar = ticket.querySelector('.lateness');
      if (bar) bar.value = Math.max(0, Math.min(100, (now() - placed) * 100 / Math.max(1, promised - placed)));
      var column = ticket.closest('.board-column'), state = column ? column.dataset.state : '';
      if (state === 'placed' || state === 'delivered') return;
      ticket.classList.toggle('is-late', left < 0);
      ticket.classList.toggle('is-soon', left >= 0 && left < 600000);
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    offset = Number(document.body.dataset.now) - Date.now();
    var button = document.querySelector('.sound-toggle');
    if (button) button.addEventListener('click', function () {
      if (!audio) audio = new AudioContext();
      if (audio.state === 'running') audio.suspend().then(function () { sound(button, false); });
      else audio.resume().then(function () { sound(button, true); ring(); });
    });
    var acknowledge = document.querySelector('[data-acknowledge]');
    if (acknowledge) acknowledge.addEventListener('click', function () { unseen().forEach(function (ticket) { seen[ticket.dataset.order] = true; }); });
    var print = document.querySelector('[data-print]');
    if (print) print.addEventListener('click', function () { window.print(); });
    tick();
    setInterval(tick, 5000);
    setInterval(function () {
      var waiting = unseen();
      document.title = document.title.replace(/^\(\d+\) /, '');
      if (waiting.length > 0) { document.title = '(' + waiting.length + ') ' + document.title; ring(); }
    }, 3000);
  });
  document.addEventListener('htmx:afterSettle', tick);

  /* Arrows go from ticket to ticket, Enter does what the ticket is waiting for. */
  document.addEventListener('keydown', function (event) {
    var ticket = document.activeElement;
    if (!ticket || !ticket.classList.contains('ticket')) return;
    var all = Array.prototype.slice.call(document.querySelectorAll('.ticket')), index = all.indexOf(ticket);
    var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step && all[index + step]) { all[index + step].focus(); event.preventDefault(); }
    if (event.key === 'Enter') { var act = ticket.querySelector('.act-primary'); if (act) act.click(); }
  });
})();
