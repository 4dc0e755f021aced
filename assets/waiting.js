// Follows a build from the page that waits for it, and opens the dashboard when there is one.
(function () {
  const part = (id) => document.getElementById(id);

  function show(status) {
    const refused = status.problems.length > 0;
    part("title").textContent = refused ? "This data cannot be served yet." : "The data is being read.";
    part("step").textContent = refused ? "" : status.step || "starting";
    part("done").hidden = refused;
    part("done").value = status.done;
    part("way-out").hidden = !refused;
    part("problems").replaceChildren(...status.problems.map((said) => {
      const line = document.createElement("li");
      line.textContent = said;
      return line;
    }));
  }

  async function look() {
    const answer = await fetch("/status.json", { cache: "no-store" }).catch(() => null);
    if (answer && answer.ok) {
      const status = await answer.json();
      if (status.ready) { location.reload(); return; }
      show(status);
    }
    setTimeout(look, 500);
  }
  look();
})();
