// Saved views: names for addresses, kept in this browser only; saved, renamed and deleted on purpose.
(function () {
  const KEY = "views";
  const read = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; }
  };
  const write = (views) => {
    try { localStorage.setItem(KEY, JSON.stringify(views)); } catch (error) { /* a private window keeps nothing */ }
  };
  const make = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  };
  const go = (address) => {
    history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  };

  // A click that redraws its own line must not reach the listener that closes menus: its target is gone by then.
  function row(view, place, pane) {
    const line = make("li", "", "view");
    const link = make("a", view.name);
    link.href = view.address;
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      pane.closest("details").open = false;
      go(view.address);
    });
    const rename = make("button", "✎", "clear");
    rename.setAttribute("aria-label", `Rename ${view.name}`);
    rename.addEventListener("click", (event) => { event.stopPropagation(); edit(line, view, place, pane); });
    const remove = make("button", "×", "clear");
    remove.setAttribute("aria-label", `Delete ${view.name}`);
    remove.addEventListener("click", (event) => { event.stopPropagation(); write(read().filter((_, other) => other !== place)); draw(pane); });
    line.append(link, rename, remove);
    return line;
  }

  function edit(line, view, place, pane) {
    const field = make("input", "", "form-control");
    field.value = view.name;
    field.setAttribute("aria-label", "New name");
    let kept = false;
    const keep = () => {
      if (kept) return;
      kept = true;
      const name = field.value.trim();
      if (name) write(read().map((one, other) => (other === place ? { ...one, name } : one)));
      draw(pane);
    };
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") keep(); });
    field.addEventListener("blur", keep);
    line.replaceChildren(field);
    field.select();
  }

  function draw(pane) {
    const form = make("form", "", "save");
    const field = make("input", "", "form-control");
    field.placeholder = "Name this view";
    field.setAttribute("aria-label", "Name of the view");
    field.maxLength = 60;
    const save = make("button", "Save", "ghost");
    form.append(field, save);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = field.value.trim();
      if (!name) return field.focus();
      const address = location.pathname + location.search;
      write([...read().filter((view) => view.name !== name), { name, address }]);
      draw(pane);
    });
    const list = make("ul", "", "views-list");
    const views = read();
    views.forEach((view, place) => list.append(row(view, place, pane)));
    pane.replaceChildren(form, views.length ? list : make("p", "No view is saved in this browser yet.", "muted"));
  }

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open || !menu.matches(".saved-views")) return;
    const pane = menu.querySelector(".pane");
    draw(pane);
    pane.querySelector("input").focus();
  }, true);
})();
