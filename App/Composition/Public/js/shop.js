/* Makes the shop smoother; nothing here is needed to order. */
(function () {
  'use strict';
  document.documentElement.classList.add('has-script');

  /* Buttons beside a number, so that a thumb can count. */
  function steppers(root) {
    root.querySelectorAll('[data-stepper]').forEach(function (box) {
      if (box.dataset.ready) return;
      box.dataset.ready = '1';
      var input = box.querySelector('input[type=number]');
      [['−', -1], ['+', 1]].forEach(function (pair) {
        var button = document.createElement('button');
        button.type = 'button';
        button.className = 'step';
        button.textContent = pair[0];
        button.setAttribute('aria-label', pair[0] + '1');
        button.addEventListener('click', function () {
          var next = Number(input.value || 0) + pair[1];
          if (next < Number(input.min) || next > Number(input.max)) return;
          input.value = String(next);
          input.dispatchEvent(new Event('change', { bubbles: true }));
        });
        if (pair[1] < 0) input.before(button); else input.after(button);
      });
    });
  }

  /* A note that something was added goes away by itself, but not while somebody looks at it. */
  function fade() {
    var note = document.querySelector('#flash .toast-note');
    if (!note || note.dataset.timed) return;
    note.dataset.timed = '1';
    var timer = setTimeout(remove, 6000);
    function remove() { note.remove(); }
    note.addEventListener('pointerenter', function () { clearTimeout(timer); });
    note.addEventListener('focusin', function () { clearTimeout(timer); });
    note.addEventListener('submit', function () { setTimeout(remove, 300); });
  }

  /* Which category is on the screen. */
  function categories() {
    var bar = document.querySelector('.category-bar');
    if (!bar || !('IntersectionObserver' in window)) return;
    var links = {};
    bar.querySelectorAll('a').forEach(function (a) { links[a.getAttribute('href').slice(1)] = a; });
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        Object.keys(links).forEach(function (id) { links[id].removeAttribute('aria-current'); });
        var link = links[entry.target.id];
        if (!link) return;
        link.setAttribute('aria-current', 'true');
        bar.scrollLeft = link.offsetLeft - bar.clientWidth / 3;
      });
    }, { rootMargin: '-80px 0px -70% 0px' });
    document.querySelectorAll('section.category').forEach(function (section) { seen.observe(section); });
  }

  /* The streets of the table, offered while somebody types. */
  function streets() {
    document.querySelectorAll('[data-suggest]').forEach(function (input) {
      var timer;
      input.addEventListener('input', function () {
        clearTimeout(timer);
        if (input.value.length < 3) return;
        timer = setTimeout(function () {
          fetch(document.body.dataset.base + '/streets?text=' + encodeURIComponent(input.value), { headers: { 'HX-Request': 'true' } })
            .then(function (answer) { return answer.ok ? answer.text() : ''; })
            .then(function (options) { document.getElementById(input.dataset.suggest).innerHTML = options; })
            .catch(function () {});
        }, 250);
      });
    });
  }

  /* The choice of delivery or pickup takes the other's times along. */
  function modes() {
    var form = document.querySelector('.checkout-form');
    if (!form || !form.querySelector('[name=mode]')) return;
    form.addEventListener('change', function (event) {
      if (event.target.name === 'mode') choose();
    });
    function choose() {
      var mode = form.querySelector('[name=mode]:checked');
      if (!mode) return;
      form.querySelectorAll('fieldset.for-delivery, fieldset.for-pickup').forEach(function (set) {
        var mine = set.classList.contains('for-' + mode.value);
        set.disabled = !mine;
        if (mine && set.querySelector('[name=wanted_from]') && !set.querySelector('[name=wanted_from]:checked')) {
          var first = set.querySelector('[name=wanted_from]:not(:disabled)');
          if (first) first.checked = true;
        }
      });
    }
    choose();
  }

  /* A second press of the button that orders does nothing while the first is under way. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.getAttribute('action') !== document.body.dataset.base + '/orders') return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = '1';
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  /* The server need not send all toppings again when only one of them was touched. */
  document.addEventListener('htmx:configRequest', function (event) {
    var touched = event.detail.triggeringEvent && event.detail.triggeringEvent.target;
    if (touched && touched.name) event.detail.headers['HX-Trigger-Name'] = touched.name;
  });

  /* An open page hears of a change of the menu: the list is fetched anew, the builder asks for its price again. Only while it is looked at,
     because a browser has few connections for all its tabs. */
  function follow() {
    var page = document.querySelector('[data-menu-version]');
    if (!page || !('EventSource' in window)) return;
    var source = null;
    function look(event) {
      if (event.data === page.dataset.menuVersion) return;
      page.dataset.menuVersion = event.data;
      var builder = page.querySelector('[data-builder]');
      if (builder) { htmx.trigger(builder, 'change'); return; }
      htmx.ajax('GET', location.pathname + location.search, { target: '#menu-results', swap: 'innerHTML' });
    }
    function open() {
      if (document.hidden || source) return;
      source = new EventSource(document.body.dataset.base + '/menu/events');
      source.addEventListener('menu', look);
    }
    function close() { if (source) { source.close(); source = null; } }
    document.addEventListener('visibilitychange', function () { if (document.hidden) close(); else open(); });
    window.addEventListener('pagehide', close);
    open();
  }

  function ready(root) { steppers(root); fade(); }
  document.addEventListener('DOMContentLoaded', function () { ready(document); categories(); streets(); modes(); follow(); });
  document.addEventListener('htmx:afterSettle', function (event) {
    ready(document);
    if (event.target.id === 'menu-results') categories();
  });
})();
