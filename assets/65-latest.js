// Only the newest question of a page is waited for: the one it supersedes is let go, and the server sees that too.
(function () {
  // Who is signed out meanwhile, here or in another window, is led to sign-in and comes back to this page.
  const fetched = window.fetch.bind(window);
  const send = async (address, options) => {
    const answer = await fetched(address, options);
    if (answer.status === 401) location.reload();
    return answer;
  };

  // Where too many ask at once the server says when to come again; not all of them at the same moment.
  const BUSY = 503, TIMES = 3;
  const patiently = async (address, options, times = TIMES) => {
    const answer = await send(address, options);
    const seconds = Number(answer.headers.get("Retry-After"));
    if (answer.status !== BUSY || !seconds || !times) return answer;
    await new Promise((go) => setTimeout(go, seconds * (500 + 1000 * Math.random())));
    return patiently(address, options, times - 1); // one that was let go meanwhile ends here
  };
  const asked = new Map(); // what answers → the question that is open
  const SUPERSEDED = 204; // to Dash: nothing changes

  // Pages answer all their regions at once, ".."; a table that asks for other rows no longer shows those before.
  const OF_PAGE = "..", OF_TABLE = "-answered.data";
  const answers = (body) => typeof body === "string" && (/"output":"(\.\.[^"]+|[^"]+-answered\.data)"/.exec(body) || [])[1];

  // The name of a wait goes apart from what is asked: who asks for the same rows asks the same question.
  const apart = (options) => {
    const body = JSON.parse(options.body), { name, ...asked } = body.inputs[0].value ?? {};
    if (!name) return options;
    body.inputs[0].value = asked;
    return { ...options, headers: { ...options.headers, "Table-Wait": name }, body: JSON.stringify(body) };
  };

  // What a page shows meanwhile is of before, and fades where that takes long.
  let patience = 0;
  const waits = () => {
    clearTimeout(patience);
    const open = [...asked.keys()].some((output) => output.startsWith(OF_PAGE));
    const mark = () => document.getElementById("main")?.toggleAttribute("data-asking", open);
    if (open) patience = setTimeout(mark, 200);
    else mark();
  };

  window.letGo = (table) => asked.get(table + OF_TABLE)?.abort();
  window.fetch = async function (address, options) {
    const output = String(address).includes("_dash-update-component") && options && answers(options.body);
    if (!output) return send(address, options);
    const earlier = asked.get(output);
    if (earlier) earlier.abort();
    const table = output.endsWith(OF_TABLE) && output.slice(0, -OF_TABLE.length);
    const mine = new AbortController();
    asked.set(output, mine);
    waits();
    try {
      const answer = await patiently(address, { ...(table ? apart(options) : options), signal: mine.signal });
      const { status, statusText, headers } = answer;
      if (!answer.ok && table) window.tableWaits.fail(table);
      const body = status === SUPERSEDED ? null : await answer.arrayBuffer();
      return new Response(body, { status, statusText, headers });
    } catch (error) {
      if (mine.signal.aborted) return new Response(null, { status: SUPERSEDED });
      if (table) window.tableWaits.fail(table);
      throw error;
    } finally {
      if (asked.get(output) === mine) asked.delete(output);
      waits();
    }
  };
})();
