// Cuts names that do not fit in the middle, so that two that begin alike stay apart; the whole is on hover.
(function () {
  const LEAST = 4; // letters
  const words = (named) => named.querySelector(":scope > :is(span, a):not(.sub, .dot)");
  const shortened = (whole, length) => {
    const tail = Math.floor(length / 2);
    return `${whole.slice(0, length - tail)}…${whole.slice(whole.length - tail)}`;
  };

  // The whole stays in the page for those who listen; what is seen instead is written by style.
  function fit() {
    const names = [...document.querySelectorAll(":is(.line, .drawn) .name[title]")].map((named) => [named, words(named)]).filter(([, text]) => text);
    names.forEach(([, text]) => { delete text.dataset.short; });
    const sizes = names.map(([named, text]) => [named.getBoundingClientRect(), text.getBoundingClientRect()]);
    let tight = names.flatMap(([, text], number) => {
      const [around, { left, width }] = sizes[number];
      const room = around.right - left, letters = text.textContent.length;
      return !width || width <= room + 0.5 ? [] : [{ text, room, length: Math.floor((letters * room) / width) - 1 }];
    });
    // What is kept may be wider than what was dropped: each pass takes a letter from those still too wide.
    while (tight.length) {
      tight.forEach((one) => { one.text.dataset.short = shortened(one.text.textContent, Math.max(LEAST, one.length)); });
      const widths = tight.map(({ text }) => text.getBoundingClientRect().width);
      tight = tight.filter((one, number) => widths[number] > one.room + 0.5 && one.length > LEAST);
      tight.forEach((one) => { one.length -= 1; });
    }
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
