// Tells an open page that newer data is there, or why the data shown stays the older one.
(function () {
  const PERIOD = 3000;
  const meta = document.querySelector("meta[name='version']");
  const mine = meta ? meta.content : "";
  const leaving = new AbortController();
  let told = "";

  function tell(status) {
    const { set_props: set } = window.dash_clientside;
    if (!document.getElementById("fresh")) return;
    // Versions begin with their time. A worker that has not seen the newest yet tells nothing.
    if (mine && status.version > mine) set("fresh", { hidden: false });
    const said = status.problems.join(" ");
    if (said === told) return;
    told = said;
    set("stale-text", { children: said ? `The figures shown are from before the last change of the data. ${said}` : "" });
    set("stale", { hidden: !said });
  }

  async function look() {
    if (document.visibilityState === "visible") {
      const answer = await fetch("/status.json", { cache: "no-store", signal: leaving.signal }).catch(() => null);
      if (answer && answer.ok) tell(await answer.json());
    }
    if (!leaving.signal.aborted) setTimeout(look, PERIOD);
  }
  // Whoever signs out is nobody before the next page comes: this one asks nothing more.
  addEventListener("submit", () => leaving.abort());
  setTimeout(look, PERIOD); // the page comes first
})();
