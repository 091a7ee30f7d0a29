/* What the explorer and the comparison work on, and how scores follow from weights:
   as the program computes them, from the parts of the root alone. */
(function () {
  'use strict';
  var own = window.depository, text = null, charts = null;
  own.workbench = function (t) { text = t; };
  own.charts = function (plane, sides) { charts = { plane: plane, sides: sides }; };
  own.bench = function () {
    return Promise.all([own.load('workbench.js'), own.load('charts.js')]).then(function () { return own.unpack(text); }).then(function (data) {
      data.charts = charts;
      return data;
    });
  };

  // border is where a number goes up to the next point, as a share of the step.
  var border = 0.5 - 0.0023606797749979;
  function rounded(x, decimals) {
    if (x === null || !isFinite(x)) return null;
    if (x < 0) return -rounded(-x, decimals);
    if (decimals < 0) return Number(x.toPrecision(12));
    var per = Math.pow(10, decimals), p = x * per, whole = Math.floor(p);
    return (p - whole >= border ? whole + 1 : whole) / per;
  }
  function share(x) { return Math.round(x * 1e12) / 1e12; }

  // powers are what values are averaged under, and its inverse; null: themselves.
  function powers(l) {
    var p = l.power, invert = function (x) { return 1 / x; };
    if (l.by === 'geometric' || l.by === 'power' && p === 0) return [Math.log, Math.exp];
    if (l.by === 'harmonic' || l.by === 'power' && p === -1) return [invert, invert];
    if (l.by === 'power' && p !== 1) return [function (x) { return Math.pow(x, p); }, function (x) { return Math.pow(x, 1 / p); }];
    return null;
  }
  function mean(l, weights, values) {
    var f = powers(l), positive = l.by === 'geometric' || l.by === 'harmonic' || l.by === 'power' && l.power <= 0;
    var steep = l.by === 'power' && Math.abs(l.power) > 8, sum = 0, den = 0, low = Infinity, high = -Infinity;
    for (var k = 0; k < values.length; k++) {
      var v = values[k], w = weights[k];
      if (v === null || !w) continue;
      if (positive && v <= 0 || f && v < 0) return null;
      low = Math.min(low, v);
      high = Math.max(high, v);
      den += w;
      if (!steep) sum += w * (f ? f[0](v) : v);
    }
    if (!den) return null;
    if (steep) {
      var decides = l.power < 0 ? low : high;
      values.forEach(function (v, k) { if (v !== null && weights[k] > 0 && decides > 0) sum += weights[k] * Math.pow(v / decides, l.power); });
      return Math.min(Math.max(decides * Math.pow(sum / den, 1 / l.power), low), high);
    }
    var x = sum / den;
    return Math.min(Math.max(f ? f[1](x) : x, low), high);
  }
  function picked(by, values) {
    var known = values.filter(function (v) { return v !== null; }).sort(function (a, b) { return a - b; }), last = known.length - 1;
    if (last < 0) return null;
    if (by === 'min') return known[0];
    if (by === 'max') return known[last];
    return known[last >> 1] / 2 + known[last - (last >> 1)] / 2;
  }
  // duels counts wins less losses of one unit against the others.
  function duels(weights, all, apart, u) {
    var score = 0, met = false;
    all.forEach(function (other, o) {
      if (o === u || apart[o] || !other) return;
      var won = 0, sum = 0;
      weights.forEach(function (w, k) {
        var a = all[u].v[k], b = other.v[k];
        if (a === null || b === null) return;
        won += a > b ? w : a === b ? w / 2 : 0;
        sum += w;
      });
      if (!sum) return;
      met = true;
      if (Math.abs(won / sum - 0.5) > 1e-12) score += won / sum > 0.5 ? 1 : -1;
    });
    return met || all[u].v.some(function (v) { return v !== null; }) ? score : null;
  }
  // enough tells whether enough of a unit is known for a score.
  function enough(l, weights, s) {
    var cover = 0, den = 0, known = 0, all = 0;
    weights.forEach(function (w, k) {
      if (s.k[k] === null) return;
      cover += w * s.k[k];
      den += w;
      all++;
      if (s.v[k] !== null) known++;
    });
    return den > 0 && !(share(cover / den) < share(l.cover)) && !(l.children > 0 && share(known / all) < share(l.children));
  }
  function scoreOf(l, base, weights, s) {
    if (!enough(l, base, s)) return null;
    if (l.by === 'median' || l.by === 'min' || l.by === 'max') return picked(l.by, s.v);
    return mean(l, weights, s.v);
  }
  // chosen is where a bundle stands: with the best of its practices, where they are chosen.
  function chosen(l, base, weights, b) {
    if (!b.q) return b.c[0];
    var order = [];
    b.q.forEach(function (s, i) {
      var x = rounded(scoreOf(l, base, weights, s), l.decimals);
      if (x !== null) order.push([x, i]);
    });
    order.sort(function (x, y) { return y[0] - x[0] || x[1] - y[1]; });
    var want = order.slice(0, l.take).map(function (x) { return x[1]; }).sort(function (x, y) { return x - y; }).join();
    return b.c.find(function (c) { return c.o.join() === want; }) || null;
  }

  // weigh returns the overall score of each partner, null: none, under weights, each
  // times a factor (a draw; what counts as covered does not follow the draws).
  own.weigh = function (data, base, factors) {
    var l = data.levers, n = data.partners.length, apart = data.partners.map(function (p) { return p.a; });
    var weights = factors ? base.map(function (w, k) { return w * factors[k]; }) : base;
    var sum = new Array(n).fill(0), den = new Array(n).fill(0), row = [];
    if (l.by === 'copeland') {
      l.bundles.forEach(function (b) { row[b.p] = b.c[0]; });
      return data.partners.map(function (_, u) { return row[u] && enough(l, base, row[u]) ? duels(weights, row, apart, u) : null; });
    }
    l.bundles.forEach(function (b) {
      var s = chosen(l, base, weights, b), x = s && scoreOf(l, base, weights, s);
      if (x === null || x === undefined) return;
      sum[b.p] += b.w * x;
      den[b.p] += b.w;
    });
    return sum.map(function (x, u) { return den[u] ? rounded(x / den[u], l.decimals) : null; });
  };
  // ranks are competition ranks among those that are compared; 0: none.
  own.ranks = function (data, scores) {
    var list = [];
    scores.forEach(function (s, u) { if (s !== null && !data.partners[u].a) list.push(s); });
    list.sort(function (a, b) { return b - a; });
    var first = new Map();
    list.forEach(function (s, i) { if (!first.has(s)) first.set(s, i + 1); });
    return scores.map(function (s, u) { return s === null || data.partners[u].a ? 0 : first.get(s); });
  };
  own.number = function (x, decimals) {
    return x === null || x === undefined ? null : x.toLocaleString(document.documentElement.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  };
  own.colours = function () {
    var s = getComputedStyle(document.body), of = function (name) { return s.getPropertyValue('--' + name).trim(); };
    return { ink: s.color, blue: getComputedStyle(document.querySelector('main a')).color, face: s.fontFamily, paper: s.backgroundColor,
      yellow: of('yellow'), signs: ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'].map(of) };
  };
})();
