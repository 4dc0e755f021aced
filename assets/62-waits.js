// What a table waits for longer than a moment: how far the server is, and a button that lets it go.
(function () {
  const PATIENCE = 1000, PERIOD = 500; // milliseconds
  const waits = {}; // table → what it waits for

  const box = (table) => document.getElementById(`${table}-box`);
  const panel = (table) => box(table)?.querySelector(":scope > .table-wait");
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
  function made(table) {
    const shown = element("div", { className: "table-wait" });
    shown.dataset.table = table;
    shown.append(element("p", { role: "status" }), element("progress", { max: 1, ariaLabel: "Share of the orders read" }), element("span", { ariaHidden: "true" }), element("button", { type: "button", className: "ghost" }));
    box(table).prepend(shown); // Tab leads there before it leads to rows
    return shown;
  }
  function say(table, words, button, share) {
    const shown = panel(table) ?? made(table);
    const [text, bar, number, press] = shown.children;
    shown.hidden = false;
    requestAnimationFrame(() => { if (text.textContent !== words && !shown.hidden) text.textContent = words; }); // heard where it stands already
    bar.hidden = share === null;
    if (share > 0) bar.value = share;
    else bar.removeAttribute("value");
    number.textContent = share > 0 ? `${Math.round(share * 100)} %` : "";
    press.textContent = button;
    press.title = waits[table] ? "Escape does the same" : "";
  }
  function begin(table) {
    end(table);
    const one = waits[table] = { name: Date.now().toString(36) + Math.random().toString(36).slice(2) };
    one.timer = setTimeout(look, PATIENCE, table, one);
    return one.name;
  }
  const named = (table) => waits[table]?.name;
  async function look(table, one) {
    const answer = await fetch(`/progress.json?of=${one.name}`, { cache: "no-store" }).catch(() => null);
    const share = answer?.ok ? (await answer.json().catch(() => null))?.share : undefined;
    if (waits[table] !== one) return;
    if (!box(table)) return end(table) && window.letGo(table); // who waited went to another page
    say(table, share === undefined ? "Working out these rows." : "Looking through all orders for these rows.", "Cancel", share);
    one.timer = setTimeout(look, PERIOD, table, one);
  }
  function end(table) {
    const waited = table in waits, shown = panel(table);
    clearTimeout(waits[table]?.timer);
    delete waits[table];
    if (!shown || shown.hidden) return waited;
    const held = shown.contains(document.activeElement);
    shown.hidden = true;
    shown.firstChild.textContent = "";
    if (held) document.getElementById(`${table}-search`)?.focus();
    return waited;
  }
  function fail(table) {
    if (!waits[table]) return;
    window.pageTables.drop(table);
    say(table, "These rows could not be worked out.", "Ask again", null);
  }
  function cancel(table) {
    if (!waits[table]) return window.pageTables.renew(table);
    const held = panel(table).contains(document.activeElement);
    if (window.pageTables.back(table)) return;
    say(table, "Cancelled. These rows were not looked for to the end.", "Ask again", null);
    if (held) panel(table).lastChild.focus();
  }

  document.addEventListener("click", (event) => {
    const press = event.target.closest(".table-wait button");
    if (press) cancel(press.parentElement.dataset.table);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const table = event.target.closest("[id$='-box']")?.querySelector(":scope > .table-wait:not([hidden])")?.dataset.table;
    if (table && waits[table]) cancel(table);
  }, true);
  window.tableWaits = { begin, named, end, fail };
})();
