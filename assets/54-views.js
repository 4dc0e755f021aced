// Saved views: names for addresses, kept in this browser only; saved, renamed and deleted on purpose.
(function () {
  const KEY = "views";
  const OWN_DATES = "custom";
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

  // A click that redraws its own line must not reach the listener that closes menus: its target is gone by then.
  function row(view, place, pane) {
    const line = make("li", "", "view");
    const link = make("a", view.name);
    if (view.period) link.append(make("span", view.period, "muted"));
    link.href = view.address;
    link.addEventListener("click", (event) => {
      if (!window.pageStays(event)) return;
      event.preventDefault();
      window.pageMenus.close();
      window.pageGo(view.address);
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

  // A named period is kept by its name, so that "last month" stays the last month.
  function addressNow() {
    const asked = new URLSearchParams(location.search);
    const period = document.querySelector(".filters .presets input:checked");
    if (!period || period.value === OWN_DATES) return { address: location.pathname + location.search, period: "" };
    ["from", "to", "dates"].forEach((name) => asked.delete(name));
    asked.set("dates", period.value);
    return { address: `${location.pathname}?${asked}`, period: period.parentElement.querySelector("label").firstChild.textContent };
  }

  function asking(pane) {
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
      write([...read().filter((view) => view.name !== name), { name, ...addressNow() }]);
      draw(pane);
    });
    return form;
  }

  function draw(pane) {
    const save = make("button", "Save this view…", "item");
    save.addEventListener("click", (event) => {
      event.stopPropagation();
      const form = asking(pane);
      save.replaceWith(form);
      form.querySelector("input").focus();
    });
    const views = read();
    const list = make("ul", "", "views-list");
    views.forEach((view, place) => list.append(row(view, place, pane)));
    pane.replaceChildren(save, make("hr"), make("p", "Saved in this browser", "head-of"), views.length ? list : make("p", "No view yet.", "muted none"));
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.share") && event.target.open) draw(event.target.querySelector(".saved-views"));
  }, true);
})();
