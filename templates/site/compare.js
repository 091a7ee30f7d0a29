/* The page that puts two to six partners or practices side by side; who is chosen
   stands in the address: p=partner,partner/practice. */
(function () {
  'use strict';
  var own = window.depository, box = document.getElementById('compare');
  if (!box) return;
  var words = JSON.parse(box.dataset.words), data, facets, most = 6, form = box.querySelector('form'), turn = 0, held = {};
  var told = document.getElementById('suggested'), list = document.getElementById('suggestions'), chosen = document.getElementById('chosen');
  own.profiles = function (k, rows) { held[k] = rows; };
  function say(text, values) { return text.replace(/\{(\w+)\}/g, function (_, k) { return values[k]; }); }
  function element(name, text, attributes) {
    var e = document.createElement(name);
    e.textContent = text;
    return Object.assign(e, attributes || {});
  }
  function names() {
    return (new URLSearchParams(location.hash.slice(1)).get('p') || '').split(',').filter(Boolean).filter(function (n, i, all) { return all.indexOf(n) === i; }).slice(0, most);
  }
  function put(list) {
    var hash = list.length ? '#' + new URLSearchParams({ p: list.join() }) : ' ';
    history.pushState(null, '', hash === ' ' ? location.pathname + location.search : hash);
    own.links();
    show();
  }
  // practice resolves to a practice by its address, partner/practice; null: there is none.
  function practice(name) {
    var slash = name.indexOf('/'), by = facets.partners.findIndex(function (c) { return c[0] === name.slice(0, slash); }) + 1;
    var rows = [];
    facets.rows.forEach(function (r, i) { if (by && r[3] === by) rows.push(i); });
    return profiles(rows).then(function (found) {
      for (var k = 0; k < found.length; k++) {
        if (found[k] && found[k][0] === name.slice(slash + 1)) return whole(rows[k], found[k], name);
      }
      return null;
    });
  }
  function profiles(rows) {
    var chunks = new Set(rows.map(function (i) { return Math.floor(i / facets.chunk); }));
    return Promise.all(Array.from(chunks, function (k) { return own.load('profiles-' + k + '.js'); })).then(function () {
      return rows.map(function (i) { return (held[Math.floor(i / facets.chunk)] || [])[i % facets.chunk]; });
    });
  }
  function whole(row, profile, name) {
    return own.rowsOf([row]).then(function (r) {
      var partner = facets.partners[facets.rows[row][3] - 1];
      return r[0] && { key: name, name: r[0].t, of: partner ? partner[1] : '', href: r[0].h, values: [profile[1]].concat(profile[2]), low: profile.length > 3 ? profile[3] : null, high: profile[4] };
    });
  }
  function unit(name) {
    if (name.indexOf('/') > 0) return practice(name);
    var p = data.partners.find(function (p) { return p.i === name; });
    return Promise.resolve(p ? { key: name, name: p.n, of: '', href: p.h, values: p.v.slice(0, data.sides + 1), low: p.l, high: p.u } : null);
  }
  function show() {
    var mine = ++turn;
    Promise.all(names().map(unit)).then(function (units) {
      if (mine !== turn) return;
      units = units.filter(Boolean);
      chosen.replaceChildren.apply(chosen, units.map(function (u) {
        var li = document.createElement('li'), b = element('button', '× ' + u.name, { type: 'button', className: 'quiet', title: say(words.remove, { name: u.name }) });
        b.setAttribute('aria-label', b.title);
        b.addEventListener('click', function () { put(names().filter(function (n) { return n !== u.key; })); form.q.focus(); });
        li.append(b);
        return li;
      }));
      document.getElementById('facing').replaceChildren.apply(document.getElementById('facing'), units.length ? face(units) : []);
      plot(units);
      document.documentElement.dataset.ready = String(turn);
    });
  }
  function face(units) {
    var scroll = element('div', '', { className: 'scroll', tabIndex: 0 }), table = document.createElement('table'), head = table.createTHead().insertRow(), body = table.createTBody();
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', words.table);
    scroll.append(table);
    table.createCaption().textContent = words.table;
    function th(row, text, scope, className) { var e = element('th', text, { scope: scope, className: className || '' }); row.append(e); return e; }
    th(head, words.dimension, 'col');
    units.forEach(function (u, i) {
      var e = th(head, '', 'col', 'num'), mark = element('span', marks[i] + ' ', { ariaHidden: 'true' }), a = element('a', u.name, { href: '../' + u.href });
      mark.style.color = own.colours().signs[i];
      e.append(mark, a);
      if (u.of) e.append(element('span', u.of, { className: 'measure' }));
    });
    for (var k = 0; k <= data.sides; k++) {
      var row = body.insertRow(), best = Math.max.apply(null, units.map(function (u) { return u.values[k] === null ? -Infinity : u.values[k]; }));
      th(row, data.nodes[k], 'row');
      units.forEach(function (u) {
        var td = row.insertCell(), x = u.values[k];
        td.className = 'num';
        td.append(element(x !== null && x === best && units.length > 1 ? 'strong' : 'span', own.number(x, 1) || words['none-known']));
      });
    }
    var out = [scroll];
    if (units.some(function (u) { return u.low !== null; })) {
      var last = body.insertRow();
      th(last, words.interval, 'row');
      units.forEach(function (u) { var td = last.insertCell(); td.className = 'num'; td.textContent = u.low === null ? '—' : own.number(u.low, 1) + '–' + own.number(u.high, 1); });
      var ul = document.createElement('ul');
      units.forEach(function (a, i) {
        units.slice(i + 1).forEach(function (b) {
          if (a.low === null || b.low === null) return;
          ul.append(element('li', say(a.low > b.high || b.low > a.high ? words.clear : words.unclear, { a: a.name, b: b.name })));
        });
      });
      out.push(ul);
    }
    return out;
  }
  var picture = null, signs = ['circle', 'diamond', 'rect', 'triangle', 'emptyCircle', 'emptyRect'], marks = ['●', '◆', '■', '▲', '○', '□'];
  function plot(units) {
    var place = document.getElementById('side'), title = document.getElementById('side-title');
    title.hidden = place.hidden = units.length < 2;
    document.getElementById('compared').hidden = !units.length;
    own.taken(document.getElementById('compared'), location.hash.slice(1), false);
    if (units.length < 2 || !window.echarts) return;
    var c = own.colours(), o = JSON.parse(JSON.stringify(data.charts.sides)), text = { color: c.ink, fontFamily: c.face };
    var order = data.nodes.slice(0, data.sides + 1);
    Object.assign(o.yAxis[0], { data: order, axisLabel: Object.assign({ width: Math.min(220, place.clientWidth / 3), overflow: 'break', lineHeight: 15 }, text) });
    Object.assign(o.xAxis[0], { axisLabel: text, splitLine: { lineStyle: { color: c.ink, opacity: 0.15 } } });
    o.yAxis[0].splitLine = { show: true, lineStyle: { color: c.ink, opacity: 0.15 } };
    o.series = units.map(function (u, i) {
      return { type: 'scatter', name: u.name, symbol: signs[i], symbolSize: 14, itemStyle: i < 4 ? { color: c.signs[i], opacity: 1 } : { color: c.paper, borderColor: c.signs[i], borderWidth: 3, opacity: 1 },
        data: u.values.map(function (x, k) { return x === null ? null : [x, k]; }).filter(Boolean) };
    });
    o.grid = { left: Math.min(240, place.clientWidth / 3 + 20), right: 20, top: 10, bottom: 30 };
    o.textStyle = text;
    o.tooltip.formatter = function (p) { return p.seriesName + '\n' + order[p.value[1]] + ': ' + own.number(p.value[0], 1); };
    if (!picture) picture = window.echarts.init(place, null, { renderer: 'svg' });
    picture.resize();
    picture.setOption(o, true);
    own.taken(document.getElementById('compared'), location.hash.slice(1), true, units.map(function (u, i) { return marks[i] + ' ' + u.name; }).join('   '));
  }
  var wait;
  function suggest() {
    var q = form.q.value.trim(), mine = ++turn;
    if (!q) { list.replaceChildren(); told.textContent = ''; return; }
    var small = own.fold(q), parties = data.partners.filter(function (p) { return own.fold(p.n).indexOf(small) >= 0; }).slice(0, 5);
    own.search(q).then(function (found) {
      var rows = found ? Array.from(found).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, 8).map(function (f) { return f[0]; }) : [];
      return Promise.all([own.rowsOf(rows), profiles(rows)]).then(function (got) {
        if (mine !== turn) return;
        var items = parties.map(function (p) { return [p.i, p.n]; }).concat(rows.map(function (i, k) {
          var partner = facets.partners[facets.rows[i][3] - 1];
          return got[0][k] && got[1][k] && partner && [partner[0] + '/' + got[1][k][0], got[0][k].t + ' — ' + partner[1]];
        }).filter(Boolean));
        told.textContent = items.length ? '' : words.none;
        list.replaceChildren.apply(list, items.map(function (item) {
          var li = document.createElement('li'), b = element('button', '+ ' + item[1], { type: 'button', className: 'quiet' });
          b.addEventListener('click', function () {
            if (names().length >= most) { told.textContent = words.most; return; }
            form.q.value = '';
            list.replaceChildren();
            put(names().concat(names().indexOf(item[0]) < 0 ? [item[0]] : []));
            form.q.focus();
          });
          li.append(b);
          return li;
        }));
        document.documentElement.dataset.suggested = q;
      });
    });
  }
  form.q.addEventListener('input', function () { clearTimeout(wait); wait = setTimeout(suggest, 120); });
  form.addEventListener('submit', function (e) { e.preventDefault(); var b = list.querySelector('button'); if (b) b.click(); });
  Promise.all([own.bench(), own.load('facets.js')]).then(function (got) {
    data = got[0];
    facets = own.facetsOf();
    box.hidden = false;
    own.links();
    show();
    addEventListener('popstate', function () { own.links(); show(); });
    addEventListener('hashchange', function () { own.links(); show(); });
    addEventListener('resize', function () { if (picture) picture.resize(); });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  });
})();
