/* Makes the back office smoother; nothing here is needed to work. */
(function () {
  'use strict';
  document.documentElement.classList.add('has-script');

  // Whoever leaves a form that was changed and not saved is asked first.
  var dirty = null;
  document.addEventListener('input', function (event) {
    var form = event.target.closest('form[data-guard]');
    if (!form) return;
    dirty = form;
    form.classList.add('is-dirty');
    form.querySelector('.form-bar').dataset.note = form.dataset.guard;
  });
  document.addEventListener('submit', function (event) { if (event.target === dirty) dirty = null; });
  window.addEventListener('beforeunload', function (event) { if (dirty) event.preventDefault(); });

  // Rows of a part: added from the template with the next number, taken away on the spot.
  function isFull(part) { return part.querySelectorAll('tbody tr').length >= Number(part.dataset.most); }
  document.addEventListener('click', function (event) {
    var add = event.target.closest('[data-add-row]');
    var remove = event.target.closest('[data-remove-row]');
    var part = event.target.closest('[data-part]');
    if (!part || !(add || remove)) return;
    if (add && !isFull(part)) {
      var rows = part.querySelectorAll('tbody tr').length;
      var next = Math.max(rows, Number(part.dataset.next || 0));
      part.dataset.next = next + 1;
      var row = part.querySelector('template').content.cloneNode(true);
      row.querySelectorAll('[name], [id], [for]').forEach(function (control) {
        ['name', 'id', 'for'].forEach(function (key) {
          if (control.hasAttribute(key)) control.setAttribute(key, control.getAttribute(key).replace('{n}', next));
        });
      });
      part.querySelector('tbody').appendChild(row);
      var first = part.querySelector('tbody tr:last-child input, tbody tr:last-child select');
      if (first) first.focus();
    }
    if (remove) {
      remove.closest('tr').remove();
      part.querySelector('[data-add-row]').focus();
    }
    part.querySelector('[data-add-row]').disabled = isFull(part);
    part.dispatchEvent(new Event('input', { bubbles: true }));
  });

  // Ctrl-S or ⌘-S saves, / searches, n begins a new one.
  document.addEventListener('keydown', function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      var save = document.querySelector('[data-save]');
      if (save) { event.preventDefault(); save.click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
    if (event.key === '/') {
      var search = document.querySelector('[data-search]');
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === 'n') {
      var fresh = document.querySelector('[data-new]');
      if (fresh) fresh.click();
    }
  });
})();
