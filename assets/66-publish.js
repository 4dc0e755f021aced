// Publish: sends dropped files one by one, says how far each is, and tells the server what is done on the page.
(function () {
  const FIRST = "1", PAUSE = 700, PATIENCE = 4000, LEAST_REASON = 10;
  const steps = () => document.querySelector("#publish-body .steps, .main.desk .steps");
  const upload = () => steps()?.dataset.upload || "";
  const step = () => steps()?.dataset.step || FIRST;
  let pressed = null; // what had the keyboard when something was asked: its answer draws the step anew
  const ask = (told) => {
    pressed = document.activeElement?.closest("[data-do], [data-pick]")?.dataset ?? null;
    window.dash_clientside.set_props("publish-asked", { data: { upload: upload(), step: step(), ...told, at: Date.now() } });
  };
  // The keyboard goes on where it was: at the same control, else at that of the same column, else at the step.
  function restore() {
    const controls = [...document.querySelectorAll(".step.now :is([data-do], [data-pick])")];
    const alike = (names) => controls.find((one) => names.every((name) => one.dataset[name] === pressed[name]));
    const found = alike(["do", "pick", "sheet", "ours", "header", "file", "code"]) || (pressed.ours && alike(["sheet", "ours"]));
    const place = found || document.querySelector(".step.now");
    if (!found && place) place.tabIndex = -1;
    place?.focus({ preventScroll: !found });
    pressed = null;
  }
  let sending = false, reading = false, looked = 0;
  const saying = () => document.querySelector("#publish-body .banner.warn, .main.desk .banner.warn")?.textContent || "";

  // What was dropped may be folders: files of a folder of orders are its parts, others go by their own names,
  // with the folder's behind it where two would be one.
  const PARTS = /^(order|tracking)/i, OTHERS = /influencer|post|payout|^(codes|brands)\.csv$|^mapping\.toml$/i;
  function named(found) {
    const taken = new Set();
    return found.map(({ file, folders }) => {
      const at = OTHERS.test(file.name) ? -1 : folders.findIndex((folder) => PARTS.test(folder));
      let name = at < 0 ? file.name : `${folders[at]}/${[...folders.slice(at + 1), file.name].join("_")}`;
      for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
        const behind = number === 2 && folders.length ? folders[folders.length - 1] : number;
        name = file.name.replace(/(\.|$)/, `_${behind}$1`);
      }
      taken.add(name.toLowerCase());
      return { file, name };
    });
  }

  async function filesOf(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) return named([...transfer.files].map((file) => ({ file, folders: [] })));
    const found = [];
    const listed = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));
    async function walk(entry, folders) {
      if (entry.isFile) {
        const file = await new Promise((done, failed) => entry.file(done, failed));
        if (!file.name.startsWith(".")) found.push({ file, folders });
        return;
      }
      const reader = entry.createReader();
      for (let part = await listed(reader); part.length; part = await listed(reader)) {
        for (const one of part) await walk(one, [...folders, entry.name]);
      }
    }
    for (const entry of entries) await walk(entry, []);
    return named(found);
  }

  function say(words, done) {
    const place = document.getElementById("publish-progress");
    if (!place) return;
    place.textContent = "";
    const line = document.createElement("p");
    line.className = "sm";
    line.textContent = words;
    place.append(line);
    if (done === undefined) return;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = done;
    bar.setAttribute("aria-label", "Sent so far");
    place.append(bar);
  }

  function send(address, body, heard) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", (event) => heard && heard(event.loaded));
      request.addEventListener("loadend", () => {
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch (error) { answer = null; }
        if (request.status === 401) { location.reload(); return; }
        const why = request.responseText.slice(0, 300) || "The server does not answer. Try again.";
        done(request.status === 200 && answer ? answer : { refused: (answer && answer.refused) || why });
      });
      request.send(body);
    });
  }

  async function sendAll(files) {
    if (sending || !files.length) return;
    sending = true;
    const whole = files.reduce((sum, { file }) => sum + file.size, 0) || 1;
    const reasons = [];
    let before = 0;
    say("Beginning …", 0);
    const begun = upload() ? { upload: upload() } : await send("/upload/new", null);
    if (begun.refused) { sending = false; say(begun.refused); return; }
    for (const { file, name } of files) {
      const heard = (loaded) => say(`Sending ${name}: ${Math.round((100 * (before + loaded)) / whole)} % of all`, (before + loaded) / whole);
      const answer = await send(`/upload/${begun.upload}?name=${encodeURIComponent(name)}`, file, heard);
      if (answer.refused) reasons.push(answer.refused);
      before += file.size;
    }
    sending = false;
    say("Reading what was sent …");
    reading = true;
    ask({ act: "read", upload: begun.upload, said: reasons.join(" ") });
  }

  const open = () => steps() && step() === FIRST;
  // Files may be dropped at any step: the first opens for them.
  async function opened() {
    if (!open()) ask({ act: "look", step: FIRST });
    for (let tries = 0; !open() && tries < 200; tries += 1) await new Promise((done) => setTimeout(done, 50));
  }
  const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  ["dragenter", "dragover"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (!holdsFiles(event) || !steps()) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  }));
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event) || !steps()) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    const files = await filesOf(event.dataTransfer);
    await opened();
    sendAll(files);
  });

  const letters = (text) => (text.match(/\p{L}/gu) || []).length;
  // A stop is answered by a tick and a reason; until each is, the button says what is missing.
  function answered() {
    const button = document.getElementById("publish-go");
    if (!button) return null;
    const reasons = {};
    const missing = [...document.querySelectorAll("[data-pass]")].filter((box) => {
      const reason = [...document.querySelectorAll("[data-reason]")].find((one) => one.dataset.reason === box.dataset.pass);
      reasons[box.dataset.pass] = reason.value;
      return !box.checked || letters(reason.value) < LEAST_REASON;
    });
    button.disabled = missing.length > 0;
    button.className = missing.length ? "btn" : "btn go";
    const text = button.firstChild;
    const words = missing.length ? button.dataset.label + button.dataset.lacks : button.dataset.label;
    if (text && text.nodeValue !== words) text.nodeValue = words;
    return reasons;
  }
  document.addEventListener("input", (event) => { if (event.target.closest("[data-pass], [data-reason]")) answered(); });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || button.disabled || !steps()) return;
    const { do: act, to, file, sheet, ours, header, compared, way } = button.dataset;
    if (act === "publish") {
      const reasons = answered();
      if (button.disabled) return;
      ask({ act, compared_with: compared || "", reasons });
      button.disabled = true;
      return;
    }
    ask({ act, ...(to ? { step: to } : {}), file, sheet, ours, header, way });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "publish-files") event.target.click();
    if (event.key === "Escape") event.target.closest("tr.ask")?.querySelector("a.ghost")?.click();
  });

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (target.id === "publish-files") {
      sendAll(named([...target.files].map((file) => ({ file, folders: [] }))));
      target.value = "";
      return;
    }
    const { pick, sheet, ours } = target.dataset;
    if (pick === "way") ask({ act: "way", way: target.value, step: FIRST });
    if (pick === "remember") ask({ act: "remember", on: target.checked });
    if (pick === "code") ask({ act: "code", code: target.dataset.code, who: target.value.trim() });
    if (pick === "table") ask({ act: "table", sheet, table: target.value });
    if (pick === "column") ask({ act: "column", sheet, ours, header: target.value });
  });

  // While rows are read, a small address says how far they are; the page is asked for once they are there.
  async function poll() {
    const at = steps();
    if (at && at.dataset.state === "reading" && document.visibilityState === "visible") {
      const answer = await fetch(`/upload/${upload()}/progress`, { cache: "no-store" }).catch(() => null);
      const found = answer && answer.ok ? await answer.json() : null;
      if (found && found.state !== "building") {
        if (Date.now() - looked > PATIENCE) { // an answer may take that long
          looked = Date.now();
          ask({ act: "look", step: step() === "2" ? "2" : "", said: saying() }); // until something else is done
        }
      } else if (found) {
        looked = 0;
        const words = document.getElementById("publish-doing"), bar = document.getElementById("publish-done");
        if (words && words.firstChild) words.firstChild.nodeValue = found.step || "starting";
        if (bar) bar.value = found.done;
      }
    }
    setTimeout(poll, PAUSE);
  }
  setTimeout(poll, PAUSE);

  // Undo asks in place why: the keyboard goes there, and back to what was pressed where nothing is undone.
  let asked = "";
  function undoing() {
    const row = location.search && document.querySelector("tr.ask"); // the address changes before the row goes
    if (row && asked !== location.search) row.querySelector("[name=why]")?.focus();
    const link = !row && asked && [...document.querySelectorAll("table.versions a")].find(({ search }) => search === asked);
    if (link && document.activeElement === document.body) link.focus();
    if (row) asked = location.search;
  }
  document.addEventListener("keydown", () => { if (!document.querySelector("tr.ask")) asked = ""; }, true);

  // Another step opens at the top of it, and the keyboard goes along.
  let shown = "";
  new MutationObserver((changes) => {
    const at = steps(), place = document.getElementById("publish-progress");
    if (reading && place && changes.some(({ target }) => target !== place && !place.contains(target))) {
      place.textContent = "";
      reading = false;
    }
    undoing();
    if (pressed && at && document.activeElement === document.body) restore();
    const now = at ? `${at.dataset.upload} ${at.dataset.step} ${at.dataset.state}` : "";
    if (now === shown) return;
    const moved = shown && now && shown.split(" ")[1] !== now.split(" ")[1];
    shown = now;
    if (!moved) return;
    const opened = at.querySelector(".step.now");
    if (!opened) return;
    pressed = null;
    opened.tabIndex = -1;
    opened.focus({ preventScroll: true });
    opened.scrollIntoView({ block: "start" });
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-step", "data-state", "data-upload"] });
})();
