// Sets the theme before the first paint: the reader's choice, else the system's.
(function () {
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch (error) { chosen = null; }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();

// Gives each style element that a script makes the nonce of this page: the policy lets no other be written.
(function () {
  const nonce = document.currentScript.nonce;
  const make = Document.prototype.createElement;
  Document.prototype.createElement = function (name, ...rest) {
    const made = make.call(this, name, ...rest);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };
})();
