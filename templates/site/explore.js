/* The page of other weights: sliders, who then stands where, in how many draws the
   order holds, and any two indicators against each other. All is kept in the address. */
(function () {
  'use strict';
  var own = window.depository, box = document.getElementById('explore');
  if (!box) return;
  var words = JSON.parse(box.dataset.words), data, sliders = [], shown = 30, turn = 0;
  var form = document.getElementById('weigh'), plane = document.getElementById('plane'), more = document.getElementById('all');
  function say(text, values) { return text.replace(/\{(\w+)\}/g, function (_, k) { return values[k]; }); }
  function state() { return new URLSearchParams(location.hash.slice(1)); }
  function put(changes, step) {
    var s = state();
    Object.keys(changes).forEach(function (k) { if (changes[k]) s.set(k, changes[k]); else s.delete(k); });
    history[step ? 'pushState' : 'replaceState'](null, '', '#' + s);
    own.links();
  }
  function stated() {
    var total = data.levers.weights.reduce(function (a, b) { return a + b; }, 0);
    return data.levers.weights.map(function (w) { return 100 * w / total; });
  }
  // weights are those of the method to its last digit, or those of the address.
  function weights() {
    var w = (state().get('w') || '').split(',').map(Number);
    return w.length === data.levers.parts.length && w.every(function (x) { return x >= 0 && isFinite(x); }) ? w : data.levers.weights;
  }
  function cell(row, text, className) {
    var td = document.createElement('td');
    td.textContent = text;
    if (className) td.className = className;
    row.append(td);
    return td;
  }
  function build() {
    data.levers.parts.forEach(function (name, k) {
      var label = document.createElement('label'), input = document.createElement('input'), out = document.createElement('output'), span = document.createElement('span');
      span.textContent = name;
      Object.assign(input, { type: 'range', min: 0, max: 100, step: 1, name: 'w' + k });
      label.append(span, out, input);
      form.querySelector('.sliders').append(label);
      sliders.push({ input: input, out: out });
      input.addEventListener('input', function () { change(false); });
      input.addEventListener('change', function () { change(true); });
    });
    form.addEventListener('reset', function (e) { e.preventDefault(); put({ w: '' }, true); show(); });
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    more.addEventListener('click', function () { shown = data.partners.length; show(); });
  }
  function change(step) {
    put({ w: sliders.map(function (s) { return s.input.value; }).join() }, step);
    show();
  }
  function show() {
    var w = weights(), total = w.reduce(function (a, b) { return a + b; }, 0), mine = state().get('me'), told = document.getElementById('draws');
    sliders.forEach(function (s, k) {
      var part = total ? 100 * w[k] / total : 0;
      if (document.activeElement !== s.input) s.input.value = state().get('w') ? w[k] : Math.round(stated()[k]);
      s.out.textContent = own.number(part, 1) + '\u00a0%';
      s.input.setAttribute('aria-valuetext', s.out.textContent);
    });
    var mineTurn = ++turn;
    if (!total) { told.textContent = words.empty; return; }
    var scores = own.weigh(data, w), ranks = own.ranks(data, scores), before = own.ranks(data, own.weigh(data, data.levers.weights));
    var order = data.partners.map(function (_, u) { return u; }).sort(function (a, b) { return (ranks[a] || 1e9) - (ranks[b] || 1e9) || a - b; });
    var body = document.querySelector('#ranks tbody'), rows = [];
    body.replaceChildren.apply(body, order.filter(function (u, i) { return i < shown || data.partners[u].i === mine; }).map(function (u) {
      var tr = document.createElement('tr'), p = data.partners[u], th = document.createElement('th'), a = document.createElement('a');
      cell(tr, ranks[u] || '—', 'num');
      th.scope = 'row';
      a.textContent = p.n;
      a.href = '../' + p.h;
      th.append(a);
      tr.append(th);
      cell(tr, own.number(scores[u], 1) || words['none-known'], 'num');
      cell(tr, before[u] || '—', 'num');
      rows[u] = cell(tr, '', 'num held');
      if (p.i === mine) tr.className = 'mine';
      tr.dataset.id = p.i;
      tr.dataset.score = scores[u];
      tr.dataset.rank = ranks[u];
      return tr;
    }));
    more.hidden = order.length <= shown;
    more.textContent = say(words.more, { n: order.length });
    document.documentElement.dataset.ready = String(turn);
    draws(w, ranks, rows, mineTurn);
  }
  // draws counts in how many draws ranks hold, a few draws at a time.
  function draws(w, ranks, rows, mine) {
    var list = data.draws || [], told = document.getElementById('draws'), same = 0, first = 0, held = ranks.map(function () { return 0; }), at = 0;
    document.querySelector('th.held').textContent = list.length ? say(words.held, { n: list.length }) : '';
    told.textContent = list.length ? words.counting : '';
    function some() {
      if (mine !== turn || !list.length) return;
      var until = performance.now() + 20;
      while (at < list.length && performance.now() < until) {
        var drawn = own.ranks(data, own.weigh(data, w, list[at++])), all = true, top = true;
        drawn.forEach(function (r, u) {
          if (r === ranks[u]) held[u]++; else { all = false; if (ranks[u] === 1 || r === 1) top = false; }
        });
        if (all) same++;
        if (top) first++;
      }
      if (at < list.length) { setTimeout(some); return; }
      told.textContent = say(words.order, { same: same, first: first, n: list.length });
      rows.forEach(function (td, u) { if (td && ranks[u]) td.textContent = held[u]; });
      document.documentElement.dataset.drawn = String(mine);
    }
    setTimeout(some);
  }

  var picture = null;
  function fill(select, list, value) {
    select.replaceChildren.apply(select, list.map(function (o) { return new Option(o[1], o[0]); }));
    select.value = value;
  }
  function setPlane() {
    var nodes = data.ids.map(function (id, k) { return [id, data.nodes[k]]; });
    fill(plane.across, nodes, data.ids[1] || data.ids[0]);
    fill(plane.up, nodes, data.ids[2] || data.ids[0]);
    fill(plane.mine, [['', words.nobody]].concat(data.partners.map(function (p) { return [p.i, p.n]; })), '');
    ['across', 'up'].forEach(function (n, k) {
      plane[n].addEventListener('change', function () { var c = {}; c[['x', 'y'][k]] = plane[n].value; put(c, true); plot(); });
    });
    plane.mine.addEventListener('change', function () { put({ me: plane.mine.value }, true); if (data.levers) show(); plot(); });
    plane.addEventListener('submit', function (e) { e.preventDefault(); });
  }
  function plot() {
    var s = state(), mine = s.get('me') || '', c = own.colours();
    if (s.get('x')) plane.across.value = s.get('x');
    if (s.get('y')) plane.up.value = s.get('y');
    plane.mine.value = mine;
    var x = data.ids.indexOf(plane.across.value), y = data.ids.indexOf(plane.up.value), all = [], me = [];
    if (x < 0 || y < 0) return;
    data.partners.forEach(function (p) {
      if (p.v[x] === null || p.v[y] === null) return;
      (p.i === mine ? me : all).push({ value: [p.v[x], p.v[y]], name: p.n, href: '../' + p.h });
    });
    list(me.concat(all), me.length, x, y);
    document.getElementById('both').textContent = say(words.both, { n: all.length + me.length, total: data.partners.length });
    var o = JSON.parse(JSON.stringify(data.charts.plane)), few = all.length <= 30;
    var text = { color: c.ink, fontFamily: c.face }, axis = { nameTextStyle: text, axisLabel: text, splitLine: { lineStyle: { color: c.ink, opacity: 0.15 } } };
    Object.assign(o.xAxis[0], axis, { name: data.nodes[x] });
    Object.assign(o.yAxis[0], axis, { name: data.nodes[y] });
    var label = { show: true, position: 'top', formatter: '{b}', color: c.ink, fontFamily: c.face };
    Object.assign(o.series[0], { data: all, itemStyle: { color: c.blue, opacity: few ? 1 : 0.45 }, label: few ? label : { show: false }, labelLayout: { hideOverlap: true } });
    if (few) beside(all, o);
    Object.assign(o.series[1], { data: me, itemStyle: { color: c.yellow, borderColor: c.ink, borderWidth: 2 }, label: Object.assign({}, label, { fontWeight: 600 }) });
    o.grid = { left: 60, right: 20, top: 30, bottom: 50 };
    o.textStyle = text;
    o.aria = { enabled: true };
    o.tooltip.formatter = function (p) { return p.name + '\n' + data.nodes[x] + ': ' + own.number(p.value[0], 1) + '\n' + data.nodes[y] + ': ' + own.number(p.value[1], 1); };
    picture = picture || window.echarts.init(document.getElementById('plot'), null, { renderer: 'svg' });
    picture.setOption(o, true);
    s.set('x', plane.across.value);
    s.set('y', plane.up.value);
    own.taken(document.getElementById('plane-figure'), s, true, document.getElementById('both').textContent);
  }
  // beside sets each name on the side of its point where no other name or point is.
  function beside(points, o) {
    var box = document.getElementById('plot'), w = box.clientWidth - 80, h = box.clientHeight - 80;
    function at(v, axis, length) { var min = Number(axis.min) || 0; return (v - min) / ((Number(axis.max) || 100) - min) * length; }
    var taken = points.map(function (p) {
      var x = at(p.value[0], o.xAxis[0], w), y = h - at(p.value[1], o.yAxis[0], h);
      return [x - 5, y - 5, x + 5, y + 5];
    });
    points.forEach(function (p, i) {
      var x = taken[i][0] + 5, y = taken[i][1] + 5, long = 7 * p.name.length;
      var sides = { top: [x - long / 2, y - 21, x + long / 2, y - 6], bottom: [x - long / 2, y + 6, x + long / 2, y + 21], right: [x + 6, y - 7, x + 6 + long, y + 7], left: [x - 6 - long, y - 7, x - 6, y + 7] };
      var free = Object.keys(sides).find(function (side) {
        var a = sides[side];
        return a[0] > -50 && a[2] < w + 20 && !taken.some(function (b) { return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]; });
      });
      if (!free) return;
      taken.push(sides[free]);
      p.label = { position: free };
    });
  }
  // list names the points, some of which have no room for their names: the reader's own,
  // and as many as have a name in a figure, the highest first.
  function list(points, first, x, y) {
    var table = document.getElementById('points'), heads = table.tHead.rows[0].cells;
    heads[1].textContent = data.nodes[x];
    heads[2].textContent = data.nodes[y];
    var rest = points.slice(first).sort(function (a, b) { return b.value[0] - a.value[0] || b.value[1] - a.value[1]; });
    table.tBodies[0].replaceChildren.apply(table.tBodies[0], points.slice(0, first).concat(rest.slice(0, 30)).map(function (p, i) {
      var tr = document.createElement('tr'), th = document.createElement('th'), a = document.createElement('a');
      th.scope = 'row';
      a.textContent = p.name;
      a.href = p.href;
      th.append(a);
      tr.append(th);
      cell(tr, own.number(p.value[0], 1), 'num');
      cell(tr, own.number(p.value[1], 1), 'num');
      if (i < first) tr.className = 'mine';
      return tr;
    }));
  }
  own.bench().then(function (d) {
    data = d;
    box.hidden = false;
    if (data.levers) build(); else { form.hidden = true; document.getElementById('ranks').closest('.scroll').hidden = true; document.getElementById('result').hidden = true; }
    setPlane();
    function all() { own.links(); if (data.levers) show(); plot(); }
    all();
    addEventListener('popstate', all);
    addEventListener('hashchange', all);
    addEventListener('resize', function () { if (picture) picture.resize(); });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', plot);
  });
})();
