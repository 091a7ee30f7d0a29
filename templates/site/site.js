/* The script of the site: search, choice and order of the catalogue, kept in the
   address. Pages read without it. */
(function () {
  'use strict';
  var root = document.body.dataset.root + document.body.dataset.lang + '/';
  var data = { rows: {}, words: {}, facets: null, synonyms: [] };
  var loading = {};
  window.depository = {
    facets: function (t) {
      data.facets = t;
      t.rows.forEach(function (r) { r.push(r[7] >> 6, r[7] >> 4 & 3, r[7] & 15); });
    },
    rows: function (k, list) { data.rows[k] = list; },
    words: function (key, list) { data.words[key] = list; },
    synonyms: function (groups) { data.synonyms = groups; }
  };

  // load adds a script of data and resolves when it has run: from a disk nothing else can be read.
  function load(name) {
    loading[name] = loading[name] || new Promise(function (done) {
      var s = document.createElement('script');
      s.src = root + 'data/' + name;
      s.onload = s.onerror = function () { done(); };
      document.head.append(s);
    });
    return loading[name];
  }

  var endings = 'іями ією іям іях ими ого ому ами ями ові еві єві ого ах ях ів їв ей ою ею єю ом ем єм ам ям их им ій ої ія ію ії ий ім іх ує ть а о у и і я ю е є ї ь й'.split(' ');
  var turned = { 'з': 'г', 'ж': 'г', 'ц': 'к', 'ч': 'к', 'с': 'х', 'ш': 'х' };
  function fold(word) {
    return word.toLowerCase().normalize('NFC').replace(/[’ʼ`´‘]/g, "'").replace(/ґ/g, 'г').replace(/\u0301/g, '');
  }
  // stem is that of the program, which has made the index.
  function stem(word) {
    for (var i = 0; i < endings.length; i++) {
      var n = word.length - endings[i].length;
      if (n >= 3 && word.slice(n) === endings[i]) { word = word.slice(0, n); break; }
    }
    if (word.length > 3 && word.slice(-1) === word.slice(-2, -1)) word = word.slice(0, -1);
    var last = word.slice(-1);
    if (turned[last]) { last = turned[last]; word = word.slice(0, -1) + last; }
    if (word.length >= 3 && word.slice(-2, -1) === 'і' && !/[аеиіоуюяєї']/.test(last)) word = word.slice(0, -2) + 'о' + last;
    return word;
  }
  // sounds are Latin letters and what they write, the longest first, as passports romanise.
  var sounds = 'shch щ zgh зг zh ж kh х ts ц ch ч sh ш ia я ya я iu ю yu ю ie є ye є ii ії yi ий a а b б c ц d д e е f ф g г h г i і j й k к l л m м n н o о p п q к r р s с t т u у v в w в x кс y и z з'.split(' ');
  // cyrillic is a word of Latin letters as it sounds; what is no such word stays.
  function cyrillic(word) {
    if (!/^[a-z']+$/.test(word)) return word;
    for (var out = word[0] === 'y' && word[1] === 'i' ? 'ї' : '', at = out.length * 2; at < word.length;) {
      for (var k = 0; k < sounds.length && !word.startsWith(sounds[k], at); k += 2);
      out += sounds[k + 1] || '';
      at += (sounds[k] || ' ').length;
    }
    return out;
  }
  window.depository.stem = function (word) { return stem(fold(word)); };

  // keyOf is the file of the index that has a word: the longest beginning that is one.
  function keyOf(word) {
    var key = word;
    while (key && data.facets.shards.indexOf(key) < 0) key = key.slice(0, -1);
    return key;
  }
  function shard(key) {
    return '../../data/words' + (key && '-') + Array.from(key).map(function (c) { return c.codePointAt(0).toString(16); }).join('-') + '.js';
  }
  // near tells words that differ in a letter, or in two where they are long.
  function near(a, b) {
    var most = a.length > 6 ? 2 : 1;
    if (Math.abs(a.length - b.length) > most) return false;
    var before = [], i, j;
    for (j = 0; j <= b.length; j++) before[j] = j;
    for (i = 1; i <= a.length; i++) {
      var row = [i], least = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        least = Math.min(least, row[j]);
      }
      if (least > most) return false;
      before = row;
    }
    return before[b.length] <= most;
  }
  function postings(text, weight, into) {
    var at = 0;
    text.split(' ').forEach(function (d) {
      at += parseInt(d, 36);
      var row = at >> 1, w = weight * (at & 1 ? 3 : 1);
      into.set(row, Math.max(into.get(row) || 0, w));
    });
  }
  // hits of one word: the stem itself, words that begin with it, or those near it.
  function hits(list, word) {
    var into = new Map();
    if (!list) return into;
    Object.keys(list).forEach(function (s) {
      if (s === word) postings(list[s], 4, into);
      else if (word.length > 2 && s.startsWith(word)) postings(list[s], 2, into);
    });
    if (!into.size && word.length > 3) Object.keys(list).forEach(function (s) { if (near(word, s)) postings(list[s], 1, into); });
    return into;
  }
  // asked is what words of a query ask for: of each, or of several that are one expression,
  // what means the same, as lists of words; the reader's own first.
  function asked(words) {
    var out = [];
    for (var i = 0; i < words.length;) {
      var same = function (e) { return e.every(function (w, k) { return words[i + k] === w; }); };
      var n = 1, own = '';
      data.synonyms.forEach(function (group) { group.filter(same).forEach(function (e) { n = Math.max(n, e.length); }); });
      var list = [words.slice(i, i + n)];
      own = list[0].join(' ');
      data.synonyms.forEach(function (group) {
        if (group.some(function (e) { return e.join(' ') === own; })) group.forEach(function (e) { if (e.join(' ') !== own) list.push(e); });
      });
      if (list.length === 1 && cyrillic(own) !== own) list.push([stem(cyrillic(own))]);
      out.push(list);
      i += n;
    }
    return out;
  }
  // meet adds up the weights of the rows that every list has; partly of those that at
  // least a part of the lists has, where more of them weigh more than one in a title.
  function meet(lists, part) {
    var sum = new Map(), n = new Map(), least = part ? lists.length * part : lists.length;
    lists.forEach(function (found) {
      found.forEach(function (w, row) {
        sum.set(row, w + (part ? 10 : 0) + (sum.get(row) || 0));
        n.set(row, 1 + (n.get(row) || 0));
      });
    });
    sum.forEach(function (_, row) { if (n.get(row) < least) sum.delete(row); });
    return sum;
  }
  // either has the rows of any list, each with its greatest weight.
  function either(lists) {
    var out = new Map();
    lists.forEach(function (found) { found.forEach(function (w, row) { out.set(row, Math.max(w, out.get(row) || 0)); }); });
    return out;
  }
  // search resolves to the rows that have every word, or what means the same, with their
  // weights; where there are none, to those that have some of them. null: all.
  function search(query) {
    var words = (fold(query).match(/[\p{L}\p{N}']+/gu) || []).map(stem).filter(function (w) { return w.length > 1; });
    if (!words.length || !data.facets) return Promise.resolve(null); // a page that is being left loads nothing any more
    return load('../../data/synonyms.js').then(function () {
      var parts = asked(words), all = new Set(parts.flat(2));
      return Promise.all(Array.from(all, function (w) { return load(shard(keyOf(w))); })).then(function () {
        var lists = new Map();
        all.forEach(function (w) { lists.set(w, hits(data.words[keyOf(w)], w)); });
        function found(part) {
          return function (list) { return either(list.map(function (e) { return meet(e.map(function (w) { return lists.get(w); }), part); })); };
        }
        var whole = meet(parts.map(found(0)), 0);
        if (whole.size) return whole;
        var some = meet(parts.map(found(0.5)), 0.01);
        some.some = some.size > 0;
        return some;
      });
    });
  }

  function state() { return new URLSearchParams(location.hash.slice(1)); }
  var ask = document.getElementById('ask');
  if (ask) {
    ask.hidden = false;
    ask.addEventListener('submit', function (e) {
      e.preventDefault();
      location.href = ask.dataset.to + '#' + new URLSearchParams({ q: ask.q.value });
    });
  }

  var gate = document.getElementById('gate'), packed = {}, common;
  window.depository.addresses = function (t) { data.addresses = t; };
  window.depository.chunks = function (t) { data.chunks = t; };
  window.depository.pages = function (n, text) { packed[n] = text; };
  window.depository.common = function (text) { common = open64(text); };
  // unpack resolves to the pages of a file.
  function unpack(n) {
    return load('pages-' + n + '.js').then(function () { return packed[n] ? open64(packed[n]) : { leaves: {} }; });
  }
  // open64 resolves to what a compressed text holds.
  function open64(text) {
    var bytes = Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  }
  function none() {
    gate.hidden = false;
    gate.replaceChildren(gate.dataset.none + ' ', gate.querySelector('a'), '.');
  }
  // leaf shows a practice that has no page of its own; its mark-up is the program's.
  function leaf(anchor) {
    var held = data.chunks && data.chunks[anchor.split('/')[0]];
    if (!held) return none();
    var all = [];
    for (var n = held[0]; n <= held[1]; n++) all.push(unpack(n));
    all.push(load('common.js').then(function () { return common; }));
    Promise.all(all).then(function (parts) {
      var most = parts.pop().pieces; // those of nearly all come before those of a file
      var part = parts.find(function (p) { return Object.hasOwn(p.leaves, anchor); }), h1 = document.querySelector('h1');
      if (!part) return none();
      var page = part.leaves[anchor];
      h1.firstChild.textContent = page.t;
      h1.lang = page.l || document.documentElement.lang;
      document.title = page.t;
      var box = document.getElementById('leaf') || document.createElement('div');
      box.id = 'leaf';
      box.innerHTML = page.b.map(function (i) { return i < most.length ? most[i] : part.pieces[i - most.length]; }).join('');
      gate.after(box);
      gate.hidden = true;
      takes();
      opens();
      document.querySelectorAll('.languages a').forEach(function (a) { a.hash = location.hash; });
    });
  }
  function open() {
    var anchor = decodeURIComponent(location.hash.slice(1));
    load(gate.dataset.from + '.js').then(function () {
      if (data.chunks) return leaf(anchor);
      var to = data.addresses && data.addresses[anchor];
      if (to) location.replace(to); else none();
    });
  }
  if (gate) {
    open();
    addEventListener('hashchange', function () { if (location.hash.indexOf('/') > 0) open(); });
  }

  function rowsOf(wanted) {
    var chunks = new Set(wanted.map(function (i) { return Math.floor(i / data.facets.chunk); }));
    return Promise.all(Array.from(chunks, function (k) { return load('rows-' + k + '.js'); })).then(function () {
      return wanted.map(function (i) { return (data.rows[Math.floor(i / data.facets.chunk)] || [])[i % data.facets.chunk]; });
    });
  }
  // links keeps the state when the language is switched.
  function links() {
    document.querySelectorAll('.languages a').forEach(function (a) { a.hash = location.hash; });
  }
  Object.assign(window.depository, { load: load, unpack: open64, rowsOf: rowsOf, search: search, fold: fold, links: links, facetsOf: function () { return data.facets; } });

  // give hands a file to the reader.
  function give(name, blob) {
    var a = document.createElement('a');
    a.href = URL.createObjectURL(blob);
    a.download = name;
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
  }
  // csv is lines as the program writes them: no text is a formula, what needs no quotes has none.
  function csv(lines) {
    return new Blob(['\ufeff' + lines.map(function (l) {
      return l.map(function (c) {
        c = String(c).replace(/^[=+\-@\t\r](?=\D)/, "'$&");
        return /^\s|[",\r\n]|^\\\.$/.test(c) ? '"' + c.replace(/"/g, '""') + '"' : c;
      }).join(',') + '\n';
    }).join('')], { type: 'text/csv' });
  }
  // json is a value as the program writes it.
  function json(value) {
    var text = JSON.stringify(value, null, ' ').replace(/[<>&\u2028\u2029]/g, function (c) { return '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'); });
    return new Blob([text + '\n'], { type: 'application/json' });
  }
  // Of practices without files of their own the data come with those of others, when a reader takes them.
  var records = {}, columns = 'criterion state number choice raw evidence score file sheet cell'.split(' ');
  window.depository.records = function (n, text) { records[n] = open64(text); };
  function answers(r) {
    return [columns].concat(r.answers.map(function (a) {
      return columns.map(function (k) { var x = k === 'score' ? r.nodes[a.criterion] : a[k]; return x === undefined ? '' : x; });
    }));
  }
  document.addEventListener('click', function (e) {
    var b = e.target.closest('button[data-form]'), d = b && b.dataset;
    if (b) load('../../data/records-' + d.in + '.js').then(function () { return records[d.in]; }).then(function (list) {
      if (list && list[d.of]) give(d.name + '.' + d.form, d.form === 'csv' ? csv(answers(list[d.of])) : json(list[d.of]));
    });
  });
  // looks are what a drawing takes from the style sheet of the page.
  var looks = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'opacity', 'fill-opacity', 'paint-order', 'stroke-linejoin', 'stroke-linecap'];
  // alone is a drawing of the page as a file by itself.
  function alone(svg) {
    var copy = svg.cloneNode(true), from = [svg].concat(Array.from(svg.querySelectorAll('*'))), to = [copy].concat(Array.from(copy.querySelectorAll('*')));
    from.forEach(function (e, i) {
      var s = getComputedStyle(e);
      looks.forEach(function (k) { if (s.getPropertyValue(k)) to[i].setAttribute(k, s.getPropertyValue(k)); });
      to[i].removeAttribute('href');
    });
    var ns = 'http://www.w3.org/2000/svg', ground = document.createElementNS(ns, 'rect'), told = svg.closest('figure').dataset.told, box = svg.getBoundingClientRect();
    if (told) { // what stands beside the drawing on the page stands below it in the file
      var text = document.createElementNS(ns, 'text'), ink = getComputedStyle(document.body);
      text.textContent = told;
      Object.entries({ x: 10, y: box.height + 16, fill: ink.color, 'font-family': ink.fontFamily, 'font-size': 13 }).forEach(function (a) { text.setAttribute(a[0], a[1]); });
      copy.append(text);
      box = { width: box.width, height: box.height + 28 };
    }
    copy.setAttribute('width', box.width);
    copy.setAttribute('height', box.height);
    if (told) copy.setAttribute('viewBox', '0 0 ' + box.width + ' ' + box.height);
    ground.setAttribute('width', '100%');
    ground.setAttribute('height', '100%');
    ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
    copy.insertBefore(ground, copy.firstChild);
    return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
  }
  function paint(svg, name) {
    var one = alone(svg), img = new Image();
    img.onload = function () {
      var canvas = document.createElement('canvas');
      canvas.width = one.width * 2;
      canvas.height = one.height * 2;
      canvas.getContext('2d').drawImage(img, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { give(name, blob); });
    };
    img.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(one.text);
  }
  // Pages of which there are many have no files of their figures: the reader's own browser makes them.
  function takes() {
    document.querySelectorAll('.takes[data-svg]').forEach(function (p) {
      var figure = p.closest('figure'), one = function (what) { return figure.querySelector(what); };
      if (!figure || !one('svg') || p.querySelector('button')) return;
      var name = (document.querySelector('h1').textContent.trim().slice(0, 40) + '-' + (figure.id || 'figure')).replace(/[^\p{L}\p{N}]+/gu, '-');
      [['csv', function () { give(name + '.csv', csv(Array.from(one('table').rows, function (r) { return Array.from(r.cells, function (c) { return c.textContent.trim(); }); }))); }],
        ['png', function () { paint(one('svg'), name + '.png'); }],
        ['svg', function () { give(name + '.svg', new Blob([alone(one('svg')).text], { type: 'image/svg+xml' })); }]].forEach(function (made) {
        var b = document.createElement('button');
        b.type = 'button';
        b.className = 'link';
        b.textContent = p.dataset[made[0]];
        b.addEventListener('click', made[1]);
        p.prepend(b);
      });
    });
  }
  takes();
  window.depository.takes = takes;
  // taken shows what can be taken along of a figure that the reader has set up, as it is now.
  window.depository.taken = function (figure, s, is, told) {
    figure.dataset.told = told || '';
    var p = figure.querySelector('.takes');
    p.hidden = !is;
    p.querySelector('.here').hash = '#' + s;
    takes();
  };

  // What is told of all periods lies beside their folders, and is asked for when a reader opens it.
  var over = { held: {}, history: {} };
  window.depository.periods = function (spans, first) { over.spans = spans; over.first = first; };
  window.depository.history = function (k, t) { over.history[k] = t; };
  window.depository.held = function (p, list) { over.held[p] = list; };
  function languageOf(p) { return p.l.indexOf(document.body.dataset.lang) < 0 ? p.l[0] : document.body.dataset.lang; }
  function nameOf(p) { return p.n[languageOf(p)] || p.p; }
  function way(p, page) { return document.body.dataset.root + '../' + p.p + '/' + languageOf(p) + '/' + page; }
  // others offers the page in other periods, or the home page of those that do not have it.
  function others(d) {
    var here = document.body.dataset.here, one = /^(practices|partners|oblasts|criteria)\/(?!index\.html$)/.test(here), list = d.querySelector('ul');
    return Promise.all(over.spans.map(function (p) { return one && load('../../../' + p.p + '/data/pages.js'); })).then(function () {
      over.spans.slice().reverse().forEach(function (p) {
        var there = !one || (over.held[p.p] || []).indexOf(here) >= 0, li = document.createElement('li'), a = document.createElement('a');
        a.href = way(p, there ? here : 'index.html') + (there ? location.hash : '');
        a.textContent = nameOf(p);
        if (p.p === document.body.dataset.period) a.setAttribute('aria-current', 'true');
        li.append(a);
        list.prepend(li);
      });
    });
  }
  // history shows how a practice or partner stood in every period.
  function history_(d) {
    var partner = d.dataset.of.split('/')[0], k = over.first.length - 1;
    while (k > 0 && over.first[k] > partner) k--;
    return load('../../../history-' + k + '.js').then(function () {
      var rows = (over.history[k] || {})[d.dataset.of] || [];
      if (rows.length < 2) { d.append(d.dataset.none); return; }
      var table = document.createElement('table'), head = table.createTHead().insertRow(), body = table.createTBody();
      ['period', 'score'].forEach(function (name, i) {
        var th = document.createElement('th');
        th.scope = 'col';
        th.textContent = d.dataset[name];
        if (i) th.className = 'num';
        head.append(th);
      });
      rows.forEach(function (r) {
        var p = over.spans[r[0]], tr = body.insertRow(), th = document.createElement('th'), a = document.createElement('a'), td = document.createElement('td');
        th.scope = 'row';
        a.href = d.dataset.of === partner ? way(p, document.body.dataset.here) : way(p, 'practice.html') + '#' + d.dataset.of.split('/').map(encodeURIComponent).join('/');
        a.textContent = nameOf(p);
        th.append(a, p.c ? ' — ' + d.dataset.changed : '');
        td.className = 'num';
        td.textContent = r[1] === null ? '—' : r[1].toLocaleString(document.body.dataset.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
        tr.append(th, td);
      });
      d.append(table);
    });
  }
  function opens() {
    document.querySelectorAll('details.periods, details.history').forEach(function (d) {
      d.hidden = false;
      d.ontoggle = function () {
        if (!d.open || d.dataset.filled) return;
        d.dataset.filled = 'begun';
        load('../../../periods.js').then(function () { return over.spans && (d.dataset.of ? history_(d) : others(d)); }).then(function () { d.dataset.filled = 'done'; });
      };
    });
  }
  opens();

  var form = document.getElementById('find');
  if (!form) return;
  var results = document.getElementById('results'), list = results.querySelector('ol'), told = results.querySelector('.found');
  var names = ['theme', 'oblast', 'level', 'partner', 'year', 'cost', 'repeat'], column = [0, 1, 2, 3, 8, 9, 10], perPage = 25, turn = 0, chosen = [];

  function fill(select, texts, counts, value) {
    var html = document.createDocumentFragment(), option = new Option(form.dataset.all, '');
    html.append(option);
    texts.forEach(function (t, i) {
      if (counts[i + 1] || String(i + 1) === value) html.append(new Option(t[1] + ' (' + (counts[i + 1] || 0) + ')', i + 1));
    });
    select.replaceChildren(html);
    select.value = value;
    select.closest('label').hidden = texts.length < 2;
  }
  function say(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, k) { return values[k]; });
  }
  function numberOf(name, value) {
    var i = data.facets[name + 's'].findIndex(function (c) { return c[0] === value; });
    return i < 0 ? '' : String(i + 1);
  }
  // show draws what the address says.
  function show() {
    var s = state(), mine = ++turn;
    if (document.activeElement !== form.q) form.q.value = s.get('q') || '';
    form.reviewed.checked = s.get('reviewed') === '1';
    form.sort.value = s.get('sort') || (s.get('q') ? 'relevance' : 'score');
    return search(s.get('q') || '').then(function (found) {
      if (mine !== turn) return null;
      var f = data.facets, want = names.map(function (n) { return Number(numberOf(n, s.get(n))) || 0; });
      var counts = names.map(function () { return []; });
      chosen = [];
      f.rows.forEach(function (r, i) {
        if (found && !found.has(i) || form.reviewed.checked && !r[4]) return;
        var misses = names.filter(function (_, k) { return want[k] && r[column[k]] !== want[k]; });
        names.forEach(function (n, k) {
          if (!misses.length || misses.length === 1 && misses[0] === n) counts[k][r[column[k]]] = (counts[k][r[column[k]]] || 0) + 1;
        });
        if (!misses.length) chosen.push(i);
      });
      names.forEach(function (n, k) { fill(form[n], f[n + 's'], counts[k], want[k] ? String(want[k]) : ''); });
      var by = {
        relevance: function (a, b) { return (found ? found.get(b) - found.get(a) : 0) || f.rows[b][5] - f.rows[a][5]; },
        score: function (a, b) { return f.rows[b][5] - f.rows[a][5]; },
        title: function (a, b) { return f.rows[a][6] - f.rows[b][6]; },
        partner: function (a, b) { return f.rows[a][3] - f.rows[b][3] || f.rows[a][6] - f.rows[b][6]; }
      }[form.sort.value];
      chosen.sort(function (a, b) { return by(a, b) || f.rows[a][6] - f.rows[b][6] || a - b; });
      return draw(Number(s.get('page')) || 1, mine, found && found.some);
    });
  }
  function text(choices, i) { return i ? choices[i - 1][1] : ''; }
  function element(name, text, attributes) {
    var e = document.createElement(name);
    e.textContent = text;
    Object.assign(e, attributes || {});
    return e;
  }
  function draw(page, mine, some) {
    var pages = Math.max(1, Math.ceil(chosen.length / perPage));
    page = Math.min(Math.max(page, 1), pages);
    var part = chosen.slice((page - 1) * perPage, page * perPage);
    return rowsOf(part).then(function (rows) {
      if (mine !== turn) return;
      list.replaceChildren.apply(list, rows.map(function (r, k) {
        var li = document.createElement('li'), f = data.facets, at = f.rows[part[k]];
        var a = element('a', r.t, { href: '../' + r.h, className: 'title' });
        if (r.l) a.lang = r.l;
        var basis = at[4] ? form.dataset.seen : form.dataset.own;
        var meta = [text(f.partners, at[3]), text(f.themes, at[0]), text(f.levels, at[2]), basis].filter(Boolean).join(' · ');
        li.append(a, element('span', r.x, { className: 'score step-' + r.c }), element('p', meta + (r.s ? '\u00a0— ' + r.s : '')));
        return li;
      }));
      list.start = (page - 1) * perPage + 1;
      told.textContent = chosen.length ? say(form.dataset.found, { n: part.length, total: chosen.length }) + (some ? '. ' + form.dataset.some : '') : form.dataset.none;
      document.getElementById('at').textContent = say(form.dataset.page, { n: page, total: pages });
      document.getElementById('back').disabled = page <= 1;
      document.getElementById('on').disabled = page >= pages;
      results.hidden = false;
      results.dataset.page = page;
      var table = document.getElementById('catalogue');
      if (table) table.closest('.scroll').hidden = true;
      document.documentElement.dataset.ready = String(turn);
    });
  }
  // put writes the fields into the address; a search replaces the last step, a choice is a step.
  function put(changes, step) {
    var s = state();
    Object.keys(changes).forEach(function (k) { if (changes[k]) s.set(k, changes[k]); else s.delete(k); });
    if (!('page' in changes)) s.delete('page');
    var hash = '#' + s;
    if (hash === location.hash || hash === '#' && !location.hash) return;
    history[step ? 'pushState' : 'replaceState'](null, '', hash);
    links();
    show();
  }
  // On a narrow screen what narrows the list is folded, unless it does, so that what is found is in sight.
  var narrow = matchMedia('(max-width: 40em)'), refine = form.querySelector('.refine');
  function foldAway() {
    var s = state();
    refine.open = !narrow.matches || names.concat('reviewed').some(function (n) { return s.get(n); });
  }
  narrow.addEventListener('change', foldAway);
  foldAway();
  var wait;
  form.q.addEventListener('input', function () { clearTimeout(wait); wait = setTimeout(function () { put({ q: form.q.value.trim() }, false); }, 120); });
  form.addEventListener('submit', function (e) { e.preventDefault(); put({ q: form.q.value.trim() }, true); });
  form.addEventListener('reset', function (e) { e.preventDefault(); form.q.value = ''; history.pushState(null, '', location.pathname + location.search); links(); show(); });
  names.forEach(function (n) {
    form[n].addEventListener('change', function () { var c = {}; c[n] = form[n].value ? data.facets[n + 's'][form[n].value - 1][0] : ''; put(c, true); });
  });
  form.sort.addEventListener('change', function () { put({ sort: form.sort.value }, true); });
  form.reviewed.addEventListener('change', function () { put({ reviewed: form.reviewed.checked ? '1' : '' }, true); });
  document.getElementById('back').addEventListener('click', function () { turnTo(-1); });
  document.getElementById('on').addEventListener('click', function () { turnTo(1); });
  function turnTo(by) {
    put({ page: String(Number(results.dataset.page) + by) }, true);
    results.scrollIntoView();
  }
  document.getElementById('csv').addEventListener('click', function () {
    rowsOf(chosen).then(function (rows) {
      var f = data.facets, lines = [[form.dataset.title || 'title', 'partner', 'theme', 'oblast', 'level', 'score', 'basis', 'year', 'cost', 'repeat', 'page']];
      rows.forEach(function (r, k) {
        var at = f.rows[chosen[k]];
        lines.push([r.t.replace(/\u00a0/g, ' '), text(f.partners, at[3]), text(f.themes, at[0]), text(f.oblasts, at[1]), text(f.levels, at[2]), at[5] < 0 ? '' : at[5] / 100, at[4] ? form.dataset.seen : form.dataset.own, text(f.years, at[8]), text(f.costs, at[9]), text(f.repeats, at[10]), r.h]);
      });
      give('practices.csv', csv(lines));
    });
  });
  addEventListener('popstate', function () { links(); show(); });
  addEventListener('hashchange', function () { links(); show(); });
  load('facets.js').then(function () {
    if (!data.facets) return;
    form.hidden = false;
    links();
    show();
  });
})();
