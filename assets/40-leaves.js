// Writes the leaves of a page, texts and attributes of plain elements, where they differ from what stands there.
(function () {
  const ATTRIBUTES = { className: "class" };
  const styles = new WeakMap(); // element → its style as it was last written

  function styled(element, style) {
    const wanted = JSON.stringify(style);
    if (styles.get(element) === wanted) return;
    styles.set(element, wanted);
    element.style.cssText = "";
    Object.entries(style || {}).forEach(([name, value]) => {
      if (name.startsWith("--")) element.style.setProperty(name, value);
      else element.style[name] = value;
    });
  }

  // In a sentence no line ends between a number and its unit, nor between a sign and the currency.
  const SENTENCE = 24; // letters; what is shorter is a number or a name, written as it came
  const bound = (text) =>
    text.replace(/(\d) (?=(%|L|Cr|pts)(?![\p{L}\d]))/gu, "$1\u00a0").replace(/([+−])(?=\p{Sc})/gu, "$1\u2060");

  // React keeps hold of the text node it made, so that is the one that changes.
  function worded(element, words) {
    const given = String(words ?? "");
    const text = given.length > SENTENCE ? bound(given) : given;
    if (element.textContent === text) return;
    if (element.firstChild && element.firstChild === element.lastChild) element.firstChild.nodeValue = text;
    else element.textContent = text;
  }

  function attributed(element, name, value) {
    if (value === null || value === false) return element.removeAttribute(name);
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }

  window.pageLeaves = (leaves) => {
    Object.entries(leaves).forEach(([region, value]) => {
      const dot = region.lastIndexOf(".");
      const name = region.slice(dot + 1);
      const element = document.getElementById(region.slice(0, dot));
      if (!element) throw new Error(`The page has no place for ${region}.`);
      if (name === "children") worded(element, value);
      else if (name === "style") styled(element, value);
      else attributed(element, ATTRIBUTES[name] || name, value);
    });
  };
})();
