// What happens in the browser alone: theme, menus, copy link, table of a card, clicks on values.
(function () {
  const root = document.documentElement;
  const theme = () => root.getAttribute("data-bs-theme");

  // Figures name colours as tokens, var(--accent); Plotly wants plain ones.
  const colours = new Map(); // theme and token → colour; to ask for one has the browser lay out what changed
  function painted(value) {
    const colour = (token) => {
      const key = `${theme()} ${token}`;
      if (!colours.has(key)) colours.set(key, getComputedStyle(root).getPropertyValue(token).trim());
      return colours.get(key);
    };
    const paint = (one) => {
      if (typeof one === "string") {
        const token = /^var\((--[a-z0-9-]+)\)$/.exec(one);
        return token ? colour(token[1]) : one;
      }
      if (Array.isArray(one)) return typeof one[0] === "number" ? one : one.map(paint);
      if (one && typeof one === "object") {
        return Object.fromEntries(Object.entries(one).map(([key, below]) => [key, paint(below)]));
      }
      return one;
    };
    return paint(value);
  }

  const narrow = matchMedia("(max-width: 480px)");
  // A phone has no room for names beside a picture: there they stand above it, with the mark of their line.
  function above({ data, layout }) {
    const beside = (layout.annotations || []).filter(({ xref, x }) => xref === "paper" && x > 1);
    const lines = data.filter(({ name }) => ["Revenue", "Before", "Spend"].includes(name)).reverse();
    if (!narrow.matches || !beside.length || beside.length !== lines.length) return { data, layout };
    const said = new Map(lines.map((line, number) => [line, beside[number].text.replace("<br>", " ")]));
    const marked = data.map((trace) => (said.has(trace) ? { ...trace, name: said.get(trace) } : { ...trace, showlegend: false }));
    const legend = { orientation: "h", x: 0, y: 1, yanchor: "bottom", traceorder: "reversed", font: { size: 12 } };
    const annotations = layout.annotations.filter((one) => !beside.includes(one));
    return { data: marked, layout: { ...layout, annotations, legend, showlegend: true, margin: { ...layout.margin, t: 64, r: 12 } } };
  }

  // Nor for all days named along an axis: there each third is.
  function named({ data, layout }) {
    const axis = layout.xaxis;
    if (!narrow.matches || axis?.type !== "date" || !axis.tickvals) return { data, layout };
    const third = (list) => list.filter((_, number) => number % 3 === 0);
    return { data, layout: { ...layout, xaxis: { ...axis, tickvals: third(axis.tickvals), ticktext: third(axis.ticktext) } } };
  }

  // Figures as the server sent them, by the id of their graph: paper paints them anew (70-paper.js).
  const figures = new Map();
  // Dash draws a plot once; what changes on it then is drawn at once, without a round through Dash.
  function draw(id, figure) {
    figures.set(id, figure);
    const drawn = named(above(painted(figure)));
    const plot = document.getElementById(id)?.querySelector(".js-plotly-plot");
    if (plot && plot.data && plot.data.length) window.Plotly.react(plot, drawn.data, drawn.layout);
    else window.dash_clientside.set_props(id, { figure: drawn });
  }

  const again = () => figures.forEach((figure, id) => { if (document.getElementById(id)) draw(id, figure); });
  narrow.addEventListener("change", again);

  // Plots ask how much room there is, which costs least while nothing else has changed: so they come first.
  const SOURCE = "-source";
  function entitle(question) {
    if (question) document.title = `${question} · influencer-roi`;
  }

  // What is above the cards of a page never gets lower, nor do cards as far as they are in sight: no answer moves what is below up.
  let page = "";
  const release = () => document.querySelectorAll(".held").forEach((one) => { one.classList.remove("held"); one.style.minHeight = ""; });
  function hold() {
    if (page !== location.pathname) release();
    page = location.pathname;
    const above = [...document.querySelectorAll("#main :is(.verdict > p, .kpis, .strip > *, .gates > *, .cards > *)")].filter((one) => one.offsetHeight);
    const sight = (one) => (one.matches(".cards > *") ? innerHeight - one.getBoundingClientRect().top : Infinity);
    const heights = above.map((one) => Math.max(0, Math.min(one.offsetHeight, sight(one))));
    above.forEach((one, number) => { one.classList.add("held"); one.style.minHeight = `${heights[number]}px`; });
  }
  window.addEventListener("resize", release);

  function show(leaves) {
    hold();
    window.dash_clientside.callback_context.inputs_list
      .filter(({ id, value }) => id.endsWith(SOURCE) && value)
      .forEach(({ id, value }) => draw(id.slice(0, -SOURCE.length), value));
    if (leaves) {
      window.pageLeaves(leaves);
      entitle(document.querySelector("#question")?.textContent);
    }
    window.pageNames.fit();
    return window.dash_clientside.no_update;
  }
  window.pageFigures = { figures, painted };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: {
      show,
      entitle,
      arrived: () => here(),
      rows: (...parts) => window.pageTables.rows(...parts),
      purge: (_, table) => window.pageTables.renew(table),
      write: (search) => {
        requestAnimationFrame(follow);
        setTimeout(noted, 0, location.pathname, search); // it takes the browser longer than all else here
      },
    },
  });

  // What is said twice is heard twice, and all readers ask in the same words: the server may have the answer.
  const turns = {};
  const anew = (store) => (turns[store] = 1 - (turns[store] || 0));

  // Back, Forward and links inside the app ask for a page to be drawn; writing the address does not.
  const address = () => location.pathname + location.search;
  const go = (href) => {
    history.pushState({}, "", href);
    moved();
  };
  window.pageGo = go;
  const here = () => ({ path: location.pathname, search: location.search, at: anew("moved") });
  let shown = address();
  function noted(path, search) {
    if (typeof search !== "string" || search === location.search || path !== location.pathname) return;
    history.pushState({}, "", path + search);
    shown = address();
  }
  function moved() {
    if (address() === shown) return;
    shown = address();
    window.dash_clientside.set_props("moved", { data: here() });
  }
  window.addEventListener("popstate", moved);

  // Evidence opens over all time by itself, and leads on to the days other pages open on. Who had chosen all
  // time before goes on with it.
  const ALL_TIME = ["dates", "all"];
  let byChoice = false;
  function onward(link) {
    const target = new URL(link.href), all = ({ searchParams }) => searchParams.get(ALL_TIME[0]) === ALL_TIME[1];
    if (!link.matches(".rail a:not(.here)")) return link.href;
    if (!all(new URL(location.href))) byChoice = false;
    else if (all(target)) byChoice = true;
    else if (byChoice && target.search) {
      ["from", "to"].forEach((name) => target.searchParams.delete(name));
      target.searchParams.set(...ALL_TIME);
    }
    return target.href;
  }

  // With a key held, a link opens elsewhere: in a tab, a window, a file.
  const stays = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented);
  window.pageStays = stays;

  function switchTheme() {
    const next = theme() === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("theme", next); } catch (error) { /* a private window keeps nothing */ }
    again();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    let chosen = null;
    try { chosen = localStorage.getItem("theme"); } catch (error) { chosen = null; }
    if (chosen) return;
    root.setAttribute("data-bs-theme", event.matches ? "dark" : "light");
    again();
  });

  function say(text) {
    const line = document.createElement("div");
    line.className = "toast-line";
    line.setAttribute("role", "status");
    line.textContent = text;
    document.querySelector(".toast-place").append(line);
    setTimeout(() => line.remove(), 4000);
  }

  async function copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch (error) { // no secure context: the old way
      const field = document.createElement("textarea");
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say("Link copied; it opens this page with these filters.");
  }

  function choose({ page, dimension }, value) {
    const store = `${page}-clicked`;
    window.dash_clientside.set_props(store, { data: { dimension, value, at: anew(store) } });
  }
  function setFilter(from) {
    choose(from.dataset, from.dataset.value);
    pressed = { row: from, value: from.dataset.value };
  }

  // A dot is no element one could listen to: Plotly says which was clicked. It may forget who listens, so ask anew.
  function chooseDot(event) {
    const value = event.points[0] && event.points[0].customdata;
    if (typeof value === "string") choose(this.closest("[data-dimension]").dataset, value);
  }
  document.addEventListener("pointerdown", (event) => {
    const plot = event.target.closest("[data-dimension] .js-plotly-plot");
    if (!plot || !plot.on) return;
    plot.choose = plot.choose || chooseDot.bind(plot);
    plot.removeListener("plotly_click", plot.choose);
    plot.on("plotly_click", plot.choose);
  });

  // A pressed value may stand in another row of its board afterwards; the keyboard goes along.
  let pressed = null;
  function follow() {
    const board = pressed && pressed.row.closest("ol");
    const left = board && document.activeElement !== pressed.row && document.activeElement !== document.body;
    const rows = board && !left ? [...board.querySelectorAll("[data-act='set-filter']")] : [];
    const same = rows.find((row) => row.dataset.value === pressed.value && !row.closest("[hidden]"));
    if (same) same.focus();
    pressed = null;
  }

  async function showRows(link) {
    const answer = await fetch(link.href, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer || !answer.ok) return say("The rows could not be fetched. Try again.");
    const { title, columns, rows } = await answer.json();
    const dialog = document.createElement("dialog");
    dialog.className = "rows";
    dialog.setAttribute("aria-label", title);
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    columns.forEach((name) => { const cell = document.createElement("th"); cell.scope = "col"; cell.textContent = name; head.append(cell); });
    const body = table.createTBody();
    rows.forEach((row) => { const line = body.insertRow(); row.forEach((text) => { line.insertCell().textContent = text; }); });
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.append(table);
    const close = document.createElement("button");
    close.className = "ghost";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    const heading = document.createElement("h2");
    heading.className = "h6";
    heading.textContent = title;
    dialog.append(heading, scroll, close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // A picture says by itself what it shows: the question, the sentence, period and filters, the day of the data.
  const WIDEST_LETTER = 6.6; // pixels, of the small type
  function wrapped(text, width) {
    const most = Math.floor(width / WIDEST_LETTER);
    const lines = [""];
    text.split(/\s+/).forEach((word) => {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length + 1 > most) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    });
    return lines;
  }
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  function withHead(plot, card) {
    const width = Math.max(plot.clientWidth, 720);
    const words = (place, from = document) => (from.querySelector(place)?.textContent || "").trim();
    const small = [...wrapped(words(".say", card), width - 24), ...wrapped(words("#main .printed"), width - 24)].filter(Boolean);
    const head = 52 + 17 * small.length;
    const round = plot.data.some((one) => one.type === "pie") ? 28 : 0; // its words stand outside
    const { layout, data } = plot;
    const margin = { ...layout.margin, t: (layout.margin?.t ?? 8) + head + round, b: (layout.margin?.b ?? 8) + round };
    const named = layout.showlegend || (!layout.annotations?.length && data.length > 1);
    const text = `<b>${escaped(words("h2", card))}</b>${small.map((line) => `<br><span style="font-size:12px">${escaped(line)}</span>`).join("")}`;
    const title = { text, x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", automargin: false,
      pad: { l: 12, t: 24 }, font: { size: 15, color: painted("var(--ink)") } };
    return {
      data: data.map((one) => (one.type === "pie" ? { ...one, textinfo: "label+percent", textposition: "outside" }
        : { ...one, showlegend: one.showlegend !== false && one.line?.dash !== "dot" })),
      layout: { ...layout, title, margin, width, height: plot.clientHeight + head + 2 * round, autosize: false, showlegend: named,
        paper_bgcolor: painted("var(--surface)") },
    };
  }
  async function savePicture(button) {
    const card = button.closest(".card-panel");
    const figure = withHead(card.querySelector(".js-plotly-plot"), card);
    const { width, height } = figure.layout;
    const link = document.createElement("a");
    link.href = await window.Plotly.toImage(figure, { format: "png", scale: 2, width, height });
    link.download = window.pageTables.named(button.dataset.name, "png");
    link.click();
  }

  const acts = {
    theme: switchTheme,
    drop: (button) => window.pageMenus.drop(button),
    "copy-link": (button) => {
      closeMenus();
      copyLink();
    },
    "set-filter": setFilter,
    picture: (button) => { closeMenus(); savePicture(button); },
    print: () => { closeMenus(); window.print(); },
    retry: () => location.reload(),
    dismiss: (button) => window.dash_clientside.set_props(button.dataset.of, { hidden: true }),
  };

  document.addEventListener("click", (event) => {
    const rows = event.target.closest("a[data-act='rows']");
    if (rows) {
      event.preventDefault();
      closeMenus();
      if (rows.hash) document.querySelector(rows.hash).scrollIntoView({ block: "center" });
      else showRows(rows);
      return;
    }
    const link = event.target.closest("a[data-act='page']");
    if (link && stays(event)) { event.preventDefault(); closeMenus(); go(onward(link)); window.scrollTo(0, 0); return; }
    const actor = event.target.closest("[data-act]");
    if (actor && acts[actor.dataset.act]) acts[actor.dataset.act](actor);
    closeMenus(event.target);
  });

  // Menus are closed by what happens outside them.
  const closeMenus = (at) => window.pageMenus.close(at);

  // The search box of a filter hides options as one types; nothing is asked of the server.
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".pane .search.local input")) return;
    const wanted = event.target.value.trim().toLowerCase();
    event.target.closest(".pane").querySelectorAll(".form-check").forEach((option) => {
      option.hidden = wanted !== "" && !option.textContent.toLowerCase().includes(wanted);
    });
  });
})();
