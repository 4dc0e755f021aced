// Paper: while the page is printed it is light, as wide as A4, and its tables are plain rows one can read.
(function () {
  const root = document.documentElement;
  const MOST_ROWS = 100;
  const MANY = 11; // columns that stand closer together
  const SHORT = 25; // rows of a table that stays on one page
  const WHOLE = 14; // characters of a text that is not broken
  const LINKS = ["PostLink"]; // cells that only lead somewhere
  let before = null;

  function make(tag, text, className) {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  }

  // ---- tables

  const columnsOf = (api) => api.getAllDisplayedColumns().filter((column) => !LINKS.includes(column.getColDef().cellRenderer));

  function rowsOf(api) {
    const found = [];
    const add = (node) => { if (node.data && found.length < MOST_ROWS) found.push(node); };
    api.forEachNode(add);
    return found;
  }

  const label = (column) => column.getColDef().headerName || column.getColId();
  const numeric = (column) => (column.getColDef().type === "rightAligned" ? "n" : "");

  const group = (column) => column.getParent()?.getColGroupDef?.()?.headerName || "";

  // What stands above several heads, in a row of its own.
  function groupsOf(columns) {
    const line = make("tr");
    columns.forEach((column, at) => {
      if (at && group(column) === group(columns[at - 1])) line.lastChild.colSpan += 1;
      else line.append(make("th", group(column)));
    });
    return line;
  }

  function tableOf(api, columns, rows) {
    const table = make("table", undefined, "paper-table");
    table.classList.toggle("long", rows.length > SHORT);
    table.classList.toggle("many", columns.length > MANY);
    const heads = table.createTHead();
    if (columns.some(group)) heads.append(groupsOf(columns));
    const head = heads.insertRow();
    columns.forEach((column) => {
      const cell = make("th", label(column), numeric(column));
      cell.scope = "col";
      head.append(cell);
    });
    const body = table.createTBody();
    // What stands below the rows on screen, their total, stands below them here.
    const pinned = Array.from({ length: api.getPinnedBottomRowCount() }, (_, at) => api.getPinnedBottomRow(at));
    [...rows, ...pinned].forEach((rowNode) => {
      const line = body.insertRow();
      line.className = pinned.includes(rowNode) ? "total" : "";
      columns.forEach((colKey) => {
        const text = String(api.getCellValue({ rowNode, colKey, useFormatter: true }) ?? "");
        line.append(make("td", text, `${numeric(colKey)} ${text.length <= WHOLE ? "whole" : ""}`.trim()));
      });
    });
    return table;
  }

  function noteOf(rows, total, left) {
    const parts = [];
    const written = (count) => count.toLocaleString(document.body.dataset.digits);
    if (rows.length < total) parts.push(`First ${written(rows.length)} of ${written(total)} rows.`);
    if (left.length) parts.push(`Not on paper: ${left.map(label).join(", ")}.`);
    return parts.join(" ");
  }

  function layOutTables() {
    document.querySelectorAll("#main .ag-root-wrapper").forEach((wrapper) => {
      const grid = wrapper.closest("[id]");
      const api = window.dash_ag_grid.getApi(grid.id);
      if (!api) return;
      const columns = columnsOf(api), left = [];
      const rows = rowsOf(api);
      const place = make("div", undefined, "on-paper");
      grid.classList.add("on-screen");
      grid.after(place);
      // Columns that paper has no room for are named below those it has.
      let table = tableOf(api, columns, rows);
      place.append(table);
      while (columns.length > 1 && table.offsetWidth > place.clientWidth) {
        left.unshift(columns.pop());
        const narrower = tableOf(api, columns, rows);
        table.replaceWith(narrower);
        table = narrower;
      }
      const note = noteOf(rows, api.getDisplayedRowCount(), left);
      if (note) place.append(make("p", note, "paper-note"));
    });
  }

  // ---- notes a reader of paper cannot open, those on what is selected

  function layOutNotes() {
    const notes = [...document.querySelectorAll(".notes li[data-paper]:not([hidden])")];
    const list = make("ul", undefined, "on-paper paper-notes");
    list.append(...notes.map((note) => make("li", note.firstElementChild?.textContent || note.textContent)));
    if (notes.length) document.querySelector("#main .printed")?.after(list);
  }

  // ---- plots

  function drawPlots(sized) {
    window.pageFigures.figures.forEach((figure, id) => {
      const graph = document.getElementById(id);
      const plot = graph && graph.querySelector(".js-plotly-plot");
      if (!plot) return;
      const { data, layout } = window.pageFigures.painted(figure);
      const size = sized ? { autosize: false, width: graph.clientWidth } : {};
      window.Plotly.react(plot, data, { ...layout, ...size });
    });
  }

  // ---- there and back

  function toPaper() {
    if (before) return;
    before = root.getAttribute("data-bs-theme");
    root.setAttribute("data-bs-theme", "light");
    root.classList.add("paper");
    layOutTables();
    layOutNotes();
    drawPlots(true);
  }
  function toScreen() {
    if (!before) return;
    root.setAttribute("data-bs-theme", before);
    before = null;
    root.classList.remove("paper");
    document.querySelectorAll(".on-paper").forEach((place) => place.remove());
    document.querySelectorAll(".on-screen").forEach((grid) => grid.classList.remove("on-screen"));
    drawPlots(false);
  }
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", toScreen);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? toPaper() : toScreen()));
})();
