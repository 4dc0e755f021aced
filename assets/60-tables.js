// Tables: number formats, the same as metrics/units.py writes, and cells that are more than text.
(function () {
  const { sign, digits } = document.body.dataset;
  const grouped = (places) => new Intl.NumberFormat(digits, { minimumFractionDigits: places, maximumFractionDigits: places });
  const whole = grouped(0), one = grouped(1), two = grouped(2);
  const nothing = "–";
  const signed = (value, text) => (value < 0 ? `−${text}` : text);
  const written = (value, write) => (value === null || value === undefined ? "" : value === nothing ? nothing : signed(value, write(Math.abs(value))));
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.rupees = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${sign}${(size >= 99.995 || Math.abs(size - Math.round(size)) < 0.005 ? whole : two).format(size)}`));
  functions.count = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => (Math.abs(size - Math.round(size)) < 0.05 || size >= 1000 ? whole : one).format(size)));
  functions.people = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => whole.format(Math.round(size))));
  functions.rate = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => two.format(size)));
  functions.times = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${two.format(size)}×`));
  functions.percent = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${one.format(size * 100)} %`));
  functions.times_moved = (value, loaded) => (loaded && value == null ? nothing : value == null ? "" : `${value > 0 ? "▲" : value < 0 ? "▼" : "■"} ${two.format(Math.abs(value))}×`);
  functions.rupees_moved = (value, loaded) => (loaded && value == null ? nothing : value == null ? "" : `${Math.round(value) > 0 ? "+" : Math.round(value) < 0 ? "−" : ""}${sign}${whole.format(Math.abs(value))}`);
  functions.apart = (value, loaded) => (value === 0 ? nothing : `${value > 0 ? "+" : ""}${functions.rupees(value, loaded)}`);
  functions.withheld = (value, loaded, text) => (loaded && value == null && loaded.spend == null ? "not for viewers" : text);
  // On a phone a name that stays in sight leaves most of the room to figures.
  const phone = matchMedia("(max-width: 767px)");
  functions.narrowed = ({ api }) => {
    const wide = (api.isDestroyed() ? [] : api.getAllDisplayedColumns()).filter((one) => one.isPinned() && one.getActualWidth() > 156);
    window.pageTables.hide(api);
    if (phone.matches && wide.length && api.getRenderedNodes().some(({ data }) => data)) api.setColumnWidths(wide.map((key) => ({ key, newWidth: 156 })));
  };
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  functions.day = (value) => String(value ?? "").replace(/^(\d{4})-(\d\d)-(\d\d)$/, (_, year, month, day) => `${Number(day)} ${MONTHS[month - 1]} ${year}`);

  // A table is as high as its rows; where scroll bars take room, as high as one of them more.
  const probe = document.body.appendChild(Object.assign(document.createElement("div"), { className: "probe" }));
  document.documentElement.style.setProperty("--scroll", `${probe.offsetHeight - probe.clientHeight}px`);
  probe.remove();
})();
// Rows of tables: the first come with the page, the server has all of them, sorted, filtered and searched.
(function () {
  const grid = (table) => window.dash_ag_grid && document.getElementById(table) && window.dash_ag_grid.getApi(table);
  const searched = (table) => document.getElementById(`${table}-search`)?.value.trim() ?? "";

  // A table asks for one block at a time; what it no longer waits for is not shown.
  const asking = {}, settled = {};
  function rows(request, answer, first, address) {
    const { no_update: nothing, set_props: set, callback_context: context } = window.dash_clientside;
    const { outputs_list: { id: table }, triggered } = context;
    if (triggered.some(({ prop_id }) => prop_id === `${table}-answered.data`)) {
      return answer && answer.name === window.tableWaits.named(table) ? settle(table, answer) : nothing;
    }
    if (!request) return nothing;
    const { startRow, endRow, sortModel, filterModel } = request;
    const search = searched(table);
    const plain = first && !search && !sortModel.length && !Object.keys(filterModel).length;
    if (plain && (endRow <= first.rowData.length || first.rowCount <= first.rowData.length)) {
      asking[table] = { sortModel, filterModel, search, address: location.search };
      return settle(table, { rowData: first.rowData.slice(startRow, endRow), rowCount: first.rowCount });
    }
    const place = typeof address === "string" ? address : location.search;
    asking[table] = { sortModel, filterModel, search, address: place };
    hear(table, grid(table));
    const data = { startRow, endRow, ...asking[table], name: window.tableWaits.begin(table) };
    set(`${table}-asked`, { data });
    return nothing;
  }
  function settle(table, answer) {
    window.tableWaits.end(table);
    settled[table] = asking[table];
    if (searched(table) !== asking[table].search) soon(table); // typed while the table was made, or asked
    return shown(table, answer);
  }
  // Let go what a table waits for; its grid asks nothing else before it has an answer.
  function drop(table) {
    if (!window.tableWaits.end(table)) return;
    window.letGo(table);
    setTimeout(() => window.dash_clientside.set_props(table, { getRowsResponse: { rowData: [], rowCount: 0 } }));
  }
  // Show again what a table showed before; false where that was no other view.
  function back(table) {
    const api = grid(table), before = settled[table], now = asking[table];
    drop(table);
    if (!before || before.address !== now.address || JSON.stringify(before) === JSON.stringify(now)) return false;
    if (before.search !== now.search) rewrite(document.getElementById(`${table}-search`), before.search);
    if (JSON.stringify(before.filterModel) !== JSON.stringify(now.filterModel)) api.setFilterModel(before.filterModel);
    api.applyColumnState({ state: before.sortModel.map((one, sortIndex) => ({ ...one, sortIndex })), defaultState: { sort: null } });
    return true;
  }
  const heard = new WeakSet();
  function hear(table, api) {
    if (heard.has(api)) return;
    heard.add(api);
    ["sortChanged", "filterChanged"].forEach((kind) => api.addEventListener(kind, () => drop(table)));
  }
  // Written so that React learns of it; the table hears it as typed.
  function rewrite(input, text) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function shown(table, { rowData, rowCount }) {
    if (rowCount) grid(table)?.hideOverlay();
    else grid(table)?.showNoRowsOverlay();
    return { rowData, rowCount };
  }
  function renew(table) {
    const api = grid(table);
    if (!api) return;
    drop(table);
    api.purgeInfiniteCache();
    if (api.getGridOption("pagination")) api.paginationGoToFirstPage();
    else if (api.getDisplayedRowCount()) api.ensureIndexVisible(0, "top");
  }

  let typed = 0;
  const soon = (table) => {
    clearTimeout(typed);
    typed = setTimeout(() => (grid(table) || !document.getElementById(table) ? renew : soon)(table), 150); // once nobody types any more
  };
  document.addEventListener("input", (event) => {
    const search = event.target.closest(".table-search");
    if (search) soon(search.dataset.table);
  });

  // The files of a table: its search, column filters and sort go along, however a link is followed.
  function state(table, api) {
    const sorted = api.getColumnState().filter(({ sort }) => sort).sort((one, other) => one.sortIndex - other.sortIndex);
    const sortModel = sorted.map(({ colId, sort }) => ({ colId, sort }));
    const filterModel = api.getFilterModel(), search = searched(table);
    return sortModel.length || Object.keys(filterModel).length || search ? JSON.stringify({ sortModel, filterModel, search }) : "";
  }
  ["click", "auxclick", "contextmenu"].forEach((kind) => document.addEventListener(kind, (event) => {
    const link = event.target.closest("a[data-shown-in]");
    const api = link && grid(link.dataset.shownIn);
    if (!api) return;
    const address = new URL(link.href);
    const model = state(link.dataset.shownIn, api);
    if (model) address.searchParams.set("shown", model);
    else address.searchParams.delete("shown");
    const hidden = hiddenOf(link.dataset.shownIn);
    if (hidden.length) address.searchParams.set("hidden", hidden.join());
    else address.searchParams.delete("hidden");
    link.href = address.href;
  }, true));

  // Which columns a table shows: chosen in its menu, kept in this browser only.
  const KEY = "columns";
  const chosen = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch (error) { return {}; }
  };
  const hiddenOf = (table) => chosen()[table] || [];
  const choosable = (api) => api.getColumns().filter((column) => !column.isPinned());
  function tell(menu) {
    const all = grid(menu.dataset.table)?.getColumns() || [], seen = all.filter((column) => column.isVisible());
    menu.querySelector("summary > span").textContent = seen.length < all.length ? ` ${seen.length} of ${all.length}` : "";
  }
  function hide(api) {
    document.querySelectorAll(".columns").forEach((menu) => {
      if (grid(menu.dataset.table) !== api || api.isDestroyed()) return;
      const hidden = choosable(api).filter((column) => hiddenOf(menu.dataset.table).includes(column.getColId()));
      if (hidden.length < api.getColumns().length) api.setColumnsVisible(hidden, false);
      tell(menu);
    });
  }
  function choose(menu, columns, seen) {
    const table = menu.dataset.table, ids = columns.map((column) => column.getColId());
    const hidden = hiddenOf(table).filter((id) => !ids.includes(id)).concat(seen ? [] : ids);
    grid(table).setColumnsVisible(ids, seen);
    try { localStorage.setItem(KEY, JSON.stringify({ ...chosen(), [table]: hidden })); } catch (error) { /* a private window keeps nothing */ }
    tell(menu);
  }
  const make = (tag, className, ...parts) => {
    const node = Object.assign(document.createElement(tag), { className });
    node.append(...parts);
    return node;
  };
  function choice(menu, column) {
    const box = Object.assign(make("input", "form-check-input"), { type: "checkbox", checked: column.isVisible() });
    const { headerName, headerTooltip } = column.getColDef(), group = column.getParent()?.getColGroupDef?.()?.headerName;
    const alike = grid(menu.dataset.table).getColumns().filter((one) => one.getColDef().headerName === headerName).length > 1;
    const more = group || (alike ? headerTooltip : "");
    const words = make("span", "form-check-label", headerName, ...(more ? [make("small", "muted", more)] : []));
    box.addEventListener("change", () => {
      if (!box.checked && grid(menu.dataset.table).getAllDisplayedColumns().length < 2) box.checked = true; // one is left
      else choose(menu, [column], box.checked);
    });
    return make("label", "form-check", box, words);
  }
  function list(menu) {
    const api = grid(menu.dataset.table);
    if (!api) return;
    const all = make("button", "item", "Show all columns");
    all.addEventListener("click", (event) => { event.stopPropagation(); choose(menu, choosable(api), true); list(menu); });
    menu.querySelector(".pane").replaceChildren(all, ...choosable(api).map((column) => choice(menu, column)));
  }
  document.addEventListener("click", (event) => {
    const summary = event.target.closest(".columns > summary");
    if (summary) list(summary.parentElement);
  }, true);

  const selection = () => document.querySelector("#main .printed")?.dataset.selection;
  const named = (holds, suffix) => `${["influencer-roi", holds, selection()].filter(Boolean).join("_").slice(0, 116)}.${suffix}`;
  window.pageTables = { rows, renew, drop, back, named, hide };
})();
(function () {
  const components = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const element = (...parts) => window.React.createElement(...parts);

  // A name in two parts: the first gives way where there is no room, so that names that begin alike stay apart.
  // Parts are heard apart, so the whole is said once: by the link around them, else by a label.
  const TAIL = 12;
  const lettersOf = (value) => [...String(value ?? "")];
  const isParted = (value) => lettersOf(value).length > TAIL + 2;
  const middle = (value, named = {}) => {
    const letters = lettersOf(value), tail = Math.min(TAIL, letters.length >> 1);
    const parts = [letters.slice(0, -tail), letters.slice(-tail)].map((part, key) => element("span", { key }, part.join("")));
    return isParted(value) ? element("span", { className: "middle", ...named }, parts) : letters.join("");
  };
  // A dot of the colour that the row gives a field, before what the field shows.
  const dotted = ({ data, colDef }, shown) => {
    const hue = data?.hues?.[colDef?.field];
    return hue && shown ? element("span", { className: "dotted" }, element("i", { className: "dot", style: { background: hue } }), shown) : shown;
  };
  components.Dotted = (params) => dotted(params, params.valueFormatted ?? params.value);
  components.Name = (params) => dotted(params, middle(params.value, { role: "img", "aria-label": params.value }));

  // A link to a page of ours: `value` is shown, `data[params.hrefField]` is where it goes.
  components.InnerLink = (params) => {
    const href = params.data && params.data[params.hrefField];
    if (!href) return components.Name(params);
    const label = isParted(params.value) ? { "aria-label": params.value } : {};
    return dotted(params, element("a", { href, "data-act": "page", ...label }, middle(params.value)));
  };

  // A link to a post: http and https only, opened beside the app.
  components.PostLink = (params) => {
    const href = String(params.value ?? "");
    if (!/^https?:\/\//i.test(href)) return href;
    return element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, "open ↗");
  };

  components.Band = (params) => {
    const words = params.words || [];
    const value = params.value;
    const shown = params.valueFormatted ?? value;
    if (value === null || value === undefined) return shown;
    const place = value < params.poor ? 0 : value > params.good ? 2 : 1;
    return element("span", { className: `band ${["poor", "average", "good"][place]}`, title: words[place] }, shown);
  };
})();
