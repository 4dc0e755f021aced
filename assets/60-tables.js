// Tables: number formats, the same as metrics/units.py writes, and cells that are more than text.
(function () {
  const indian = (digits) => new Intl.NumberFormat("en-IN", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const whole = indian(0), one = indian(1), two = indian(2);
  const nothing = "–";
  const signed = (value, text) => (value < 0 ? `−${text}` : text);
  const written = (value, write) => (value === null || value === undefined ? "" : value === nothing ? nothing : signed(value, write(Math.abs(value))));
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.rupees = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `₹${size >= 1000 ? whole.format(size) : two.format(size)}`));
  functions.count = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => (Math.abs(size - Math.round(size)) < 0.05 || size >= 1000 ? whole : one).format(size)));
  functions.rate = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => two.format(size)));
  functions.times = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${two.format(size)}×`));
  functions.percent = (value, loaded) => (loaded && value == null ? nothing : written(value, (size) => `${one.format(size * 100)} %`));
  functions.withheld = (value, loaded, text) => (loaded && value == null && loaded.spend == null ? "not for viewers" : text);
  functions.day = (value) => (value == null ? "" : String(value).slice(0, 10));
})();
(function () {
  const components = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const element = (...parts) => window.React.createElement(...parts);

  // A link to a page of ours: `value` is shown, `data[params.hrefField]` is where it goes.
  components.InnerLink = (params) => {
    const href = params.data && params.data[params.hrefField];
    if (!href) return params.value ?? "";
    return element("a", { href, "data-act": "page" }, params.value ?? "");
  };

  // A link to a post: http and https only, opened beside the app.
  components.PostLink = (params) => {
    const href = String(params.value ?? "");
    if (!/^https?:\/\//i.test(href)) return href;
    return element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, "open ↗");
  };

  components.Band = (params) => {
    const words = params.words || [];
    const value = params.value;
    const shown = params.valueFormatted ?? value;
    if (value === null || value === undefined) return shown;
    const place = value < params.poor ? 0 : value > params.good ? 2 : 1;
    return element("span", { className: `band ${["poor", "average", "good"][place]}`, title: words[place] }, shown);
  };
})();
