// Cuts names that do not fit in the middle, so that two that begin alike stay apart; the whole is on hover.
(function () {
  const words = (named) => named.querySelector(":scope > :is(span, a):not(.sub, .dot)");
  const shortened = (whole, length) => {
    const tail = Math.floor(length / 2);
    return `${whole.slice(0, length - tail)}…${whole.slice(whole.length - tail)}`;
  };

  // The whole stays in the page for those who listen; what is seen instead is written by style.
  function fit() {
    const names = [...document.querySelectorAll(".line .name[title]")].map((named) => [named, words(named)]).filter(([, text]) => text);
    names.forEach(([, text]) => { delete text.dataset.short; });
    const sizes = names.map(([named, text]) => [named.getBoundingClientRect(), text.getBoundingClientRect()]);
    names.forEach(([, text], number) => {
      const [around, { left, width }] = sizes[number];
      const room = around.right - left;
      if (!width || width <= room + 0.5) return;
      const whole = text.textContent;
      text.dataset.short = shortened(whole, Math.max(4, Math.floor((whole.length * room) / width) - 2));
    });
  }

  // What else lacks room is on hover: cells of tables, names over two lines.
  document.addEventListener("mouseover", ({ target }) => {
    const cell = target.closest(".ag-cell, .ag-header-cell-text, .pair .name, .legend .name");
    const lacks = (one) => one.clientWidth && (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 4);
    const parts = cell ? [cell, ...cell.querySelectorAll("*")] : [];
    if (cell) cell.title = parts.some(lacks) ? cell.textContent : "";
  });

  let resized = 0;
  window.addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(fit, 100); });
  window.pageNames = { fit };
})();
