// Cuts names that do not fit in the middle, so that two that begin alike stay apart; the whole is on hover.
(function () {
  const LEAST = 4; // letters
  const words = (named) => named.querySelector(":scope > :is(span, a):not(.sub, .dot)");
  const shortened = (whole, length) => {
    const tail = Math.floor(length / 2);
    return `${whole.slice(0, length - tail)}…${whole.slice(whole.length - tail)}`;
  };

  // Its first letters, then from where it differs from another.
  const differing = (whole, same, length) => {
    const head = Math.min(LEAST, same, length >> 1), room = Math.max(1, length - head - 1);
    const from = Math.max(head, Math.min(same - 1, whole.length - room));
    return `${whole.slice(0, head)}…${whole.slice(from, from + room)}${from + room < whole.length ? "…" : ""}`;
  };

  // What is kept may be wider than what was dropped: each pass takes a letter from those still too wide.
  function narrow(tight) {
    while (tight.length) {
      tight.forEach((one) => { one.text.dataset.short = one.cut(Math.max(LEAST, one.length)); });
      const widths = tight.map(({ text }) => text.getBoundingClientRect().width);
      tight = tight.filter((one, number) => widths[number] > one.room + 0.5 && one.length > LEAST);
      tight.forEach((one) => { one.length -= 1; });
    }
  }

  // Returns those of one board that would read the same, to be cut where they differ.
  function alike(cut) {
    const seen = new Map();
    cut.forEach((one) => {
      const board = one.text.closest("ol, ul"), same = seen.get(board) ?? seen.set(board, {}).get(board);
      (same[one.text.dataset.short] ??= []).push(one);
    });
    return [...seen.values()].flatMap(Object.values).filter((ones) => ones.length > 1).flatMap((ones) => {
      const [first, ...others] = ones.map(({ text }) => text.textContent);
      const same = [...first].findIndex((letter, at) => others.some((whole) => whole[at] !== letter));
      ones.forEach((one) => { one.cut = (length) => differing(one.text.textContent, same, length); });
      return same > 0 ? ones : [];
    });
  }

  // The whole stays in the page for those who listen; what is seen instead is written by style.
  function fit() {
    const names = [...document.querySelectorAll(":is(.line, .drawn) .name[title]")].map((named) => [named, words(named)]).filter(([, text]) => text);
    names.forEach(([, text]) => { delete text.dataset.short; });
    const sizes = names.map(([named, text]) => [named.getBoundingClientRect(), text.getBoundingClientRect()]);
    const tight = names.flatMap(([, text], number) => {
      const [around, { left, width }] = sizes[number], whole = text.textContent;
      const room = around.right - left, length = Math.floor((whole.length * room) / width) - 1;
      return !width || width <= room + 0.5 ? [] : [{ text, room, length, cut: (most) => shortened(whole, most) }];
    });
    narrow(tight);
    narrow(alike(tight));
  }

  // What else lacks room is on hover: cells of tables, chips, names over two lines.
  document.addEventListener("mouseover", ({ target }) => {
    const cell = target.closest(".ag-cell, .ag-header-cell-text, .pair .name, .legend .name, .chip summary");
    const lacks = (one) => one.clientWidth && (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 4);
    const parts = cell ? [cell, ...cell.querySelectorAll("*")] : [];
    if (cell) cell.title = parts.some(lacks) ? cell.textContent : "";
  });

  let resized = 0;
  window.addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(fit, 100); });
  window.pageNames = { fit };
})();
