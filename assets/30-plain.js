// Draws plain elements, [tag, attributes, ...nodes], without a component of Dash for each (ui/plain.py).
(function () {
  const draw = (node) => {
    if (!Array.isArray(node)) return node;
    const [tag, attributes, ...below] = node;
    return window.React.createElement(tag, attributes, ...below.map(draw));
  };
  window.influencer_roi = {
    Plain: ({ nodes }) => window.React.createElement(window.React.Fragment, null, ...nodes.map(draw)),
  };
})();
