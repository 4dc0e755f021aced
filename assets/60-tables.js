// Tables: number formats, the same as metrics/units.py writes, and cells that are more than text.
(function () {
  const indian = (digits) => new Intl.NumberFormat("en-IN", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const whole = indian(0), one = indian(1), two = indian(2);
  const nothing = "–";
  const signed = (value, text) => (value < 0 ? `−${text}` : text);
  const written = (value, write) => (value === null || value === undefined ? "" : value === nothing ? nothing : signed(value, write(Math.abs(value))));
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.rupees = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `₹${(size >= 1000 || Math.abs(size - Math.round(size)) < 0.005 ? whole : two).format(size)}`));
  functions.count = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => (Math.abs(size - Math.round(size)) < 0.05 || size >= 1000 ? whole : one).format(size)));
  functions.people = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => whole.format(Math.round(size))));
  functions.rate = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => two.format(size)));
  functions.times = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${two.format(size)}×`));
  functions.percent = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${one.format(size * 100)} %`));
  functions.times_moved = (value, loaded) => (loaded && value == null ? nothing : value == null ? "" : `${value > 0 ? "▲" : value < 0 ? "▼" : "■"} ${two.format(Math.abs(value))}×`);
  functions.rupees_moved = (value, loaded) => (loaded && value == null ? nothing : value == null ? "" : `${Math.round(value) > 0 ? "+" : Math.round(value) < 0 ? "−" : ""}₹${whole.format(Math.abs(value))}`);
  functions.withheld = (value, loaded, text) => (loaded && value == null && loaded.spend == null ? "not for viewers" : text);
  functions.day = (value) => (value == null ? "" : String(value).slice(0, 10));
})();
// Tables as files: the rows that search, column filters and sort leave.
(function () {
  // The same signs as in model/escape.py: what a spreadsheet would run as a formula gets an apostrophe.
  const SIGNS = "=+@＝＋－＠﹦﹢﹣﹫-";
  const STARTS = '(?:^|[;,|\\t\\n\\r\\v\\f\\u{85}\\u{2028}\\u{2029}])[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}"]*';
  const RUNS = new RegExp(`(${STARTS})([${SIGNS}])`, "gu");
  const inert = (text) => text.replace(RUNS, "$1'$2").replace(/^([\t\r])/, "'$1");
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value !== "string") return String(value);
    const text = inert(value);
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\n`).join("");

  function shown(api) {
    const columns = api.getAllDisplayedColumns();
    const rows = [columns.map((column) => column.getColDef().field)];
    api.forEachNodeAfterFilterAndSort((node) => {
      rows.push(columns.map((colKey) => api.getCellValue({ rowNode: node, colKey })));
    });
    return rows;
  }
  const selection = () => document.querySelector("#main .printed")?.dataset.selection;
  const named = (holds, suffix) => `${["influencer-roi", holds, selection()].filter(Boolean).join("_").slice(0, 116)}.${suffix}`;
  function save(button) {
    const { table } = button.dataset;
    const text = csv(shown(window.dash_ag_grid.getApi(table)));
    const mark = /[^\0-\x7f]/.test(text) ? "\ufeff" : "";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([mark, text], { type: "text/csv" }));
    link.download = named(`${table.replace(/-(grid|list)$/, "")}-as-shown`, "csv");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  window.pageTables = { save, named, inert };

  // The files of a table whose rows the server has: its column filters and sort go along, however a link is followed.
  function state(api) {
    const sorted = api.getColumnState().filter(({ sort }) => sort).sort((one, other) => one.sortIndex - other.sortIndex);
    const sortModel = sorted.map(({ colId, sort }) => ({ colId, sort }));
    const filterModel = api.getFilterModel();
    return sortModel.length || Object.keys(filterModel).length ? JSON.stringify({ sortModel, filterModel }) : "";
  }
  ["click", "auxclick", "contextmenu"].forEach((kind) => document.addEventListener(kind, (event) => {
    const link = event.target.closest("a[data-shown-in]");
    const api = link && window.dash_ag_grid.getApi(link.dataset.shownIn);
    if (!api) return;
    const address = new URL(link.href);
    const model = state(api);
    if (model) address.searchParams.set("shown", model);
    else address.searchParams.delete("shown");
    link.href = address.href;
  }, true));
})();
(function () {
  const components = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const element = (...parts) => window.React.createElement(...parts);

  // A link to a page of ours: `value` is shown, `data[params.hrefField]` is where it goes.
  components.InnerLink = (params) => {
    const href = params.data && params.data[params.hrefField];
    if (!href) return params.value ?? "";
    return element("a", { href, "data-act": "page" }, params.value ?? "");
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
