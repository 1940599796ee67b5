/* The map of a zone: corners are dragged or moved by keys, and the field with the GeoJSON follows. Without it the field is typed. */
(function () {
  'use strict';
  var SVG = 'http://www.w3.org/2000/svg', MOST = 400, STEP = 8;

  /* Letters and the shop are as high on the screen as the text around, whatever the map shows. */
  function scale(svg) {
    var matrix = svg.getScreenCTM();
    return matrix && matrix.a ? 1 / matrix.a : 1;
  }
  function fit(svg) {
    var unit = scale(svg);
    svg.setAttribute('font-size', 13 * unit);
    svg.querySelectorAll('.map-names text').forEach(function (text) {
      if (!text.dataset.top) text.dataset.top = Number(text.getAttribute('y')) - 1.5 * Number(svg.dataset.letter);
      text.setAttribute('y', Number(text.dataset.top) + 17 * unit);
    });
    svg.querySelectorAll('.map-shop').forEach(function (shop) { shop.setAttribute('r', 7 * unit); });
  }

  function Editor(box) {
    var data = box.dataset, svg = box.querySelector('svg'), field = document.getElementById(data.field);
    if (!svg || !field) return;
    var note = box.querySelector('.zone-note'), tools = box.querySelector('.zone-tools');
    var east = Number(data.east), north = Number(data.north);
    var middle = [Number(data.longitude), Number(data.latitude)];
    var whole = svg.getAttribute('viewBox').split(' ').map(Number), view = whole.slice(), base = whole;
    var polygons = [], past = [], future = [], drag = null, isOurs = false, written = field.value;
    var outline = svg.querySelector('.is-edited') || svg.appendChild(document.createElementNS(SVG, 'path'));
    outline.setAttribute('class', 'map-zone is-edited');
    outline.setAttribute('fill-rule', 'evenodd');
    var handles = svg.appendChild(document.createElementNS(SVG, 'g'));

    function say(key, values) {
      var text = data[key] || '';
      Object.keys(values || {}).forEach(function (name) { text = text.replace('{' + name + '}', values[name]); });
      note.textContent = text;
    }
    function toPlane(place) { return [(place[0] * 1e7 - middle[0]) * east, (middle[1] - place[1] * 1e7) * north]; }
    function toEarth(point) {
      return [Math.round(middle[0] + point[0] / east) / 1e7, Math.round(middle[1] - point[1] / north) / 1e7];
    }
    function under(event) {
      var matrix = svg.getScreenCTM().inverse();
      var point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
      return [point.x, point.y];
    }

    /* The polygons of any GeoJSON that the field takes, rings without their last point; null when there are none. */
    function read(text) {
      var tree;
      try { tree = JSON.parse(text); } catch (error) { return null; }
      function geometry(node) {
        if (!node) return [];
        if (node.type === 'FeatureCollection') return (node.features || []).reduce(function (all, one) { return all.concat(geometry(one)); }, []);
        if (node.type === 'Feature') return geometry(node.geometry);
        if (node.type === 'Polygon') return [node.coordinates];
        if (node.type === 'MultiPolygon') return node.coordinates;
        return [];
      }
      function isRing(ring) {
        return Array.isArray(ring) && ring.length > 3 && ring.every(function (place) {
          return Array.isArray(place) && typeof place[0] === 'number' && typeof place[1] === 'number';
        });
      }
      var found = geometry(tree);
      if (!found.length || !found.every(function (rings) { return Array.isArray(rings) && rings.length && rings.every(isRing); })) return null;
      return found.map(function (rings) {
        return rings.map(function (ring) { return ring.slice(0, -1).map(function (place) { return toPlane(place); }); });
      });
    }
    function text() {
      var rings = polygons.map(function (polygon) {
        return polygon.map(function (ring) { return ring.concat([ring[0]]).map(toEarth); });
      });
      return JSON.stringify(rings.length === 1 ? { type: 'Polygon', coordinates: rings[0] } : { type: 'MultiPolygon', coordinates: rings });
    }
    function count() {
      return polygons.reduce(function (sum, polygon) { return polygon.reduce(function (sum, ring) { return sum + ring.length; }, sum); }, 0);
    }

    /* Whether a ring crosses itself: only a hint, the server decides. */
    function turn(a, b, c) { return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])); }
    function crosses(ring) {
      for (var i = 0; i < ring.length; i += 1) for (var j = i + 2; j < ring.length; j += 1) {
        if (i === 0 && j === ring.length - 1) continue;
        var a = ring[i], b = ring[i + 1], c = ring[j], d = ring[(j + 1) % ring.length];
        if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
      }
      return false;
    }

    function shape() {
      outline.setAttribute('d', polygons.map(function (polygon) {
        return polygon.map(function (ring) {
          return 'M' + ring.map(function (point) { return point[0].toFixed(1) + ' ' + point[1].toFixed(1); }).join('L') + 'Z';
        }).join('');
      }).join(''));
      var isWrong = count() <= MOST && polygons.some(function (polygon) { return polygon.some(crosses); });
      outline.classList.toggle('is-wrong', isWrong);
      return isWrong;
    }
    function handle(kind, point, place, label) {
      var unit = scale(svg), group = document.createElementNS(SVG, 'g');
      group.setAttribute('class', 'map-handle is-' + kind);
      group.setAttribute('tabindex', '0');
      group.setAttribute('role', 'button');
      group.setAttribute('aria-label', label);
      group.dataset.place = place;
      [['handle-reach', kind === 'corner' ? 20 : 14], ['handle-dot', kind === 'corner' ? 7 : 5]].forEach(function (part) {
        var circle = group.appendChild(document.createElementNS(SVG, 'circle'));
        circle.setAttribute('class', part[0]);
        circle.setAttribute('r', part[1] * unit);
      });
      group.setAttribute('transform', 'translate(' + point[0].toFixed(1) + ' ' + point[1].toFixed(1) + ')');
      handles.appendChild(group);
    }
    function each(body) {
      polygons.forEach(function (polygon, p) { polygon.forEach(function (ring, r) { ring.forEach(function (point, c) { body(point, ring, [p, r, c].join('.'), c); }); }); });
    }
    function draw(focus) {
      var isWrong = shape();
      handles.replaceChildren();
      if (count() > MOST) { say('sayTooMany'); return; }
      /* The middles lie below, so that a corner is always taken first. */
      each(function (point, ring, place, c) {
        var next = ring[(c + 1) % ring.length];
        handle('edge', [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2], place, data.sayEdge.replace('{number}', c + 1));
      });
      each(function (point, ring, place, c) { handle('corner', point, place, data.sayCorner.replace('{number}', c + 1)); });
      if (isWrong) say('sayCrosses');
      if (focus) {
        var next = handles.querySelector('.is-corner[data-place="' + focus + '"]');
        if (next) next.focus({ preventScroll: true });
      }
      box.querySelector('[data-tool=undo]').disabled = !past.length;
      box.querySelector('[data-tool=redo]').disabled = !future.length;
    }
    function show(next) {
      view = next;
      svg.setAttribute('viewBox', view.join(' '));
      svg.classList.toggle('is-near', view[2] < base[2] * 0.99);
      fit(svg);
      draw();
    }

    /* The box around what is drawn, with room to drag its corners; the whole map grows to hold it. */
    function around() {
      var x = [], y = [];
      each(function (point) { x.push(point[0]); y.push(point[1]); });
      if (!x.length) return whole.slice();
      var left = Math.min.apply(null, x), top = Math.min.apply(null, y);
      var width = Math.max.apply(null, x) - left, height = Math.max.apply(null, y) - top, room = Math.max(width, height, 600) * 0.4;
      var west = Math.min(whole[0], left - room / 4), north = Math.min(whole[1], top - room / 4);
      whole = [west, north, Math.max(whole[0] + whole[2], left + width + room / 4) - west, Math.max(whole[1] + whole[3], top + height + room / 4) - north];
      var scaled = Math.max(width + 2 * room, (height + 2 * room) * whole[2] / whole[3]);
      if (scaled >= whole[2]) return whole.slice();
      var tall = scaled * whole[3] / whole[2];
      return [left + width / 2 - scaled / 2, top + height / 2 - tall / 2, scaled, tall];
    }
    function frameDrawn() { base = around(); show(base.slice()); }

    /* Every change goes through the field, which is what is sent. */
    function write() {
      written = text();
      isOurs = true;
      field.value = written;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      isOurs = false;
    }
    function remember() { past.push(field.value); if (past.length > 200) past.shift(); future = []; }
    function load(value) {
      var found = read(value);
      polygons = found || [];
      if (!found && value.trim()) say('sayNotJson'); else say('sayHelp');
      draw();
    }
    function back(from, to) {
      if (!from.length) return;
      to.push(field.value);
      isOurs = true;
      field.value = from.pop();
      field.dispatchEvent(new Event('input', { bubbles: true }));
      isOurs = false;
      written = field.value;
      var held = handles.contains(document.activeElement) && document.activeElement.dataset.place;
      load(field.value);
      if (!held) return;
      /* Whoever works with keys stays on the map. */
      var next = handles.querySelector('.is-corner[data-place="' + held + '"]') || handles.querySelector('.is-corner');
      if (next) next.focus({ preventScroll: true });
    }
    function at(place) {
      var parts = place.split('.').map(Number);
      return { ring: polygons[parts[0]][parts[1]], index: parts[2], place: place, head: parts[0] + '.' + parts[1] };
    }
    function add(place) {
      var spot = at(place), a = spot.ring[spot.index], b = spot.ring[(spot.index + 1) % spot.ring.length];
      spot.ring.splice(spot.index + 1, 0, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
      return spot.head + '.' + (spot.index + 1);
    }
    function remove(place) {
      var spot = at(place);
      if (spot.ring.length < 4) { say('sayLeast'); return; }
      remember();
      spot.ring.splice(spot.index, 1);
      write();
      say('sayRemoved');
      draw(spot.head + '.' + (spot.index % spot.ring.length));
    }

    svg.addEventListener('pointerdown', function (event) {
      var target = event.target.closest('.map-handle');
      if (event.button > 0) return;
      if (!target) {
        if (svg.classList.contains('is-near')) { drag = { from: under(event), pan: true, id: event.pointerId }; svg.setPointerCapture(event.pointerId); }
        return;
      }
      event.preventDefault();
      var place = target.dataset.place, before = field.value, isNew = target.classList.contains('is-edge');
      if (isNew) { place = add(place); draw(place); }
      drag = { place: place, before: before, moved: isNew, isNew: isNew, from: under(event), id: event.pointerId };
      svg.setPointerCapture(event.pointerId);
      var focus = handles.querySelector('.is-corner[data-place="' + place + '"]');
      if (focus) focus.focus({ preventScroll: true });
    });
    svg.addEventListener('pointermove', function (event) {
      if (!drag || event.pointerId !== drag.id) return;
      var point = under(event);
      if (drag.pan) {
        view[0] += drag.from[0] - point[0];
        view[1] += drag.from[1] - point[1];
        svg.setAttribute('viewBox', view.join(' '));
        return;
      }
      var unit = scale(svg);
      if (!drag.moved && Math.hypot(point[0] - drag.from[0], point[1] - drag.from[1]) < 3 * unit) return;
      drag.moved = true;
      var spot = at(drag.place);
      spot.ring[spot.index] = point;
      shape();
      var dot = handles.querySelector('.is-corner[data-place="' + drag.place + '"]');
      if (dot) dot.setAttribute('transform', 'translate(' + point[0] + ' ' + point[1] + ')');
    });
    function end(event) {
      if (!drag || event.pointerId !== drag.id) return;
      var done = drag;
      drag = null;
      if (done.pan || !done.moved) return;
      past.push(done.before);
      future = [];
      write();
      if (done.isNew) say('sayAdded'); else say('sayMoved', { number: at(done.place).index + 1 });
      draw(done.place);
    }
    svg.addEventListener('pointerup', end);
    svg.addEventListener('pointercancel', end);
    svg.addEventListener('dblclick', function (event) {
      var target = event.target.closest('.is-corner');
      if (target) { event.preventDefault(); remove(target.dataset.place); }
    });

    svg.addEventListener('keydown', function (event) {
      var target = event.target.closest('.map-handle');
      if (!target) return;
      var place = target.dataset.place, step = (event.shiftKey ? 1 : STEP) * scale(svg);
      var moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      if (target.classList.contains('is-edge')) {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        remember();
        place = add(place);
        write();
        say('sayAdded');
        draw(place);
      } else if (moves[event.key]) {
        event.preventDefault();
        remember();
        var spot = at(place), point = spot.ring[spot.index];
        spot.ring[spot.index] = [point[0] + moves[event.key][0], point[1] + moves[event.key][1]];
        write();
        say('sayMoved', { number: spot.index + 1 });
        draw(place);
      } else if (event.key === 'Delete' || event.key === 'Backspace') {
        event.preventDefault();
        remove(place);
      }
    });
    box.addEventListener('keydown', function (event) {
      if (!(event.ctrlKey || event.metaKey) || event.target.matches('input')) return;
      var key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) { event.preventDefault(); back(past, future); }
      if (key === 'y' || (key === 'z' && event.shiftKey)) { event.preventDefault(); back(future, past); }
    });

    function zoom(factor) {
      var width = Math.min(whole[2], view[2] * factor), height = whole[3] * width / whole[2];
      var x = view[0] + (view[2] - width) / 2, y = view[1] + (view[3] - height) / 2;
      show(width >= whole[2] ? whole.slice() : [x, y, width, height]);
    }
    function circle(kilometres) {
      var radius = kilometres * 1000, ring = [];
      if (!(radius > 0 && radius <= 50000)) return;
      for (var i = 0; i < 24; i += 1) ring.push([radius * Math.sin(i * Math.PI / 12), -radius * Math.cos(i * Math.PI / 12)]);
      remember();
      polygons = [[ring]];
      write();
      frameDrawn();
      say('sayHelp');
    }
    var radius = box.querySelector('[data-tool=radius]');
    function circleAsked() { circle(Number(radius.value.trim().replace(',', '.'))); }
    var actions = {
      undo: function () { back(past, future); }, redo: function () { back(future, past); },
      nearer: function () { zoom(0.6); }, farther: function () { zoom(1 / 0.6); },
      all: function () { show(whole.slice()); }, circle: circleAsked
    };
    tools.addEventListener('click', function (event) {
      var button = event.target.closest('button[data-tool]');
      if (button) actions[button.dataset.tool]();
    });
    radius.addEventListener('keydown', function (event) {
      if (event.key === 'Enter') { event.preventDefault(); circleAsked(); }
    });
    box.querySelector('[data-tool=file]').addEventListener('change', function (event) {
      var file = event.target.files[0];
      event.target.value = '';
      if (!file) return;
      if (file.size > Number(data.most)) { say('sayTooLong'); return; }
      file.text().then(function (value) {
        remember();
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
    });
    field.addEventListener('input', function () {
      if (isOurs || field.value === written) return;
      written = field.value;
      load(field.value);
      frameDrawn();
    });

    /* The field is there to be read and pasted into, and no longer the way to draw. */
    var frame = field.closest('.field');
    if (frame && !frame.classList.contains('is-wrong')) {
      var details = document.createElement('details'), summary = details.appendChild(document.createElement('summary'));
      details.className = 'zone-text';
      summary.textContent = frame.querySelector('label').textContent;
      frame.before(details);
      details.appendChild(frame);
    }
    tools.hidden = false;
    svg.setAttribute('role', 'group');
    load(field.value);
    frameDrawn();
    new ResizeObserver(function () { if (!drag) { fit(svg); draw(); } }).observe(svg);
  }

  document.querySelectorAll('.zone-editor').forEach(function (box) { Editor(box); });
  document.querySelectorAll('.zone-figure svg').forEach(function (svg) {
    fit(svg);
    new ResizeObserver(function () { fit(svg); }).observe(svg);
  });
})();
