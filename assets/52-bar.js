// Menus: where they open, what closes them; the menu of the filter bar that finds filters and values.
(function () {
  const EDGE = 8; // pixels between a menu and the edge of the window
  const MOST_FOUND = 12;
  const OPEN = "details.menu[open]";
  const make = (tag, className, ...parts) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...parts);
    return node;
  };

  // ---- where a menu opens: inside the window, however near its edge the button is

  function place(menu) {
    const pane = menu.querySelector(":scope > .pane");
    if (!pane) return;
    const scrolled = pane.scrollTop;
    pane.removeAttribute("style");
    const at = menu.querySelector("summary").getBoundingClientRect();
    const fixed = getComputedStyle(pane).position === "fixed"; // in a row that scrolls
    if (fixed) Object.assign(pane.style, { top: `${at.bottom + 6}px`, left: `${at.left - 1}px` });
    const box = pane.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    if (getComputedStyle(pane).position === "static") return;
    const shift = Math.min(0, wide - EDGE - box.right) || Math.max(0, EDGE - box.left);
    if (shift) pane.style.translate = `${shift}px 0`;
    if (fixed || menu.closest(".filters, .top")) pane.style.maxHeight = `${Math.max(160, innerHeight - box.top - EDGE)}px`;
    else if (box.bottom > innerHeight && at.top > box.height + EDGE) Object.assign(pane.style, { top: "auto", bottom: "calc(100% + 6px)" });
    pane.scrollTop = scrolled;
  }
  const placeAll = () => document.querySelectorAll(OPEN).forEach(place);
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(OPEN)) place(event.target);
  }, true);
  window.addEventListener("resize", placeAll);
  window.addEventListener("scroll", (event) => {
    if (!(event.target instanceof Element && event.target.closest(".pane"))) placeAll();
  }, { passive: true, capture: true });
  // A wheel that only turns one way scrolls the row of filters too.
  function turned(event) {
    if (event.ctrlKey || event.deltaX || event.target.closest(".pane")) return;
    const row = event.currentTarget, before = row.scrollLeft;
    row.scrollLeft += event.deltaY;
    if (row.scrollLeft !== before) event.preventDefault(); // at its end the page scrolls on
  }
  // Only over the row: elsewhere no scroll waits for a script. To listen twice with one function is to listen once.
  document.addEventListener("pointerover", (event) => {
    event.target.closest(".filter-list")?.addEventListener("wheel", turned, { passive: false });
  });

  // ---- what a small window folds up

  function fold(holder, open) {
    holder.toggleAttribute("data-open", open);
    holder.querySelector(":scope > .drop").setAttribute("aria-expanded", String(open));
  }
  const drop = (button) => fold(button.parentElement, !button.parentElement.hasAttribute("data-open"));

  // ---- what closes them

  // What closes over the keyboard's place gives it back to the button that opened it.
  function close(at) {
    document.querySelectorAll(`${OPEN}, [data-open]`).forEach((one) => {
      if (at && one.contains(at)) return;
      const within = one.contains(document.activeElement);
      if (one.matches(OPEN)) one.open = false;
      else fold(one, false);
      if (within) back(one);
    });
  }
  // A chip that shows while it is open or set goes; the keyboard stays in the bar.
  function back(menu) {
    const opener = menu.querySelector(":scope > :is(summary, .drop)");
    const next = opener.checkVisibility() ? opener : document.querySelector(".filters .add > summary");
    if (next) next.focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menus = [...document.querySelectorAll(OPEN)];
    const menu = menus[menus.length - 1];
    if (menu) { menu.open = false; back(menu); return; }
    const holder = document.querySelector("[data-open]");
    if (holder) { fold(holder, false); back(holder); }
  });
  // What may scroll is a stop of the keyboard only while it does; that is looked at as Tab is pressed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    document.querySelectorAll(".rolls, .weeks, .scroll, .plain-table").forEach((one) => {
      one.tabIndex = one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight ? 0 : -1;
    });
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.matches(".chip[data-spot='found'] > .clear")) document.querySelector(".filters .add > summary").focus();
  });
  window.pageMenus = { close, drop, fold };

  // ---- filters and values

  const chipOf = (dimension) => document.querySelector(`.filters .chip[data-dimension="${CSS.escape(dimension)}"]`);
  const clean = (text) => text.trim().toLowerCase();

  function openFilter(dimension, text) {
    const menu = chipOf(dimension).querySelector(".menu");
    close();
    menu.open = true;
    menu.scrollIntoView({ block: "nearest", inline: "nearest" });
    const field = menu.querySelector("input");
    if (field) field.focus();
    if (text && field) { // React hears of a value only through the setter it has put aside
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-act='open-filter']");
    if (offer) openFilter(offer.dataset.dimension, offer.dataset.text);
  });

  function valuesLike(wanted) {
    return [...document.querySelectorAll(".filters .chip[data-dimension]")].flatMap((chip) =>
      [...chip.querySelectorAll(".options .form-check")]
        .filter((option) => clean(option.textContent).includes(wanted))
        .map((option) => ({ chip, option }))
    );
  }
  function valueLine({ chip, option }) {
    const box = option.querySelector("input");
    const button = make("button", "item", option.textContent, make("span", "muted", box.checked ? "set ×" : chip.dataset.label));
    button.addEventListener("click", () => { box.click(); close(); });
    return make("li", "", button);
  }
  function searchLine(text) {
    const button = make("button", "item", `Search influencers for “${text}”`);
    Object.assign(button.dataset, { act: "open-filter", dimension: "influencer_id", text });
    return make("li", "", button);
  }
  function find(pane, text) {
    const wanted = clean(text);
    pane.querySelectorAll(".offers > li").forEach((offer) => {
      offer.hidden = wanted !== "" && !clean(offer.firstElementChild.firstChild.textContent).includes(wanted);
    });
    const lines = wanted ? valuesLike(wanted).slice(0, MOST_FOUND).map(valueLine) : [];
    pane.querySelector(".found").replaceChildren(...lines, ...(wanted ? [searchLine(text.trim())] : []));
  }
  document.addEventListener("input", (event) => {
    const pane = event.target.closest(".filters .add > .pane");
    if (pane) { find(pane, event.target.value); place(pane.parentElement); }
  });
  document.addEventListener("keydown", (event) => {
    const pane = event.key === "Enter" && event.target.matches("input") && event.target.closest(".filters .add > .pane");
    if (!pane) return;
    const first = [...pane.querySelectorAll(".item")].find((item) => item.checkVisibility());
    if (first) first.click();
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches(".filters .add")) return;
    const pane = event.target.querySelector(".pane");
    const field = pane.querySelector("input");
    if (event.target.open) {
      field.focus(); // what was typed since it opened stays
      return;
    }
    field.value = "";
    find(pane, "");
  }, true);
})();
