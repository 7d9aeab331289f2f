// Drawings for a server's memory. They stretch to their place, so they hold no text; and what they say is said in words beside
// them, and told apart without colours: a line, a band around it, and hatching where nothing answered.

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 100;

let patterns = 0;

/** A bar that is filled so far: `share` is 0 to 1. */
export function bar(share) {
  const svg = drawing(100, 10);
  svg.append(shape('rect', { class: 'whole', width: 100, height: 10 }), shape('rect', { class: 'share', width: 100 * share, height: 10 }));
  return svg;
}

/**
 * A plot of pings.
 * @param groups as `grouped` makes them
 * @param top the time at the upper edge
 */
export function plot(groups, top) {
  const svg = drawing(groups.length, HEIGHT);
  const id = `hatching-${++patterns}`;
  const pattern = shape('pattern', { id, width: 1.5, height: 6, patternUnits: 'userSpaceOnUse' });
  pattern.append(shape('rect', { class: 'hatch', width: 1.5, height: 2.5 }));
  svg.append(pattern);
  const y = (ms) => HEIGHT - (Math.min(ms, top) / top) * HEIGHT;
  let line = '';
  groups.forEach(({ asked, answered, min, median, max }, x) => {
    if (asked > answered) {
      const height = HEIGHT * ((asked - answered) / asked);
      svg.append(shape('rect', { class: 'silent', x, y: HEIGHT - height, width: 1, height, fill: `url(#${id})` }));
    }
    if (median !== null) {
      svg.append(shape('rect', { class: 'spread', x, y: y(max), width: 1, height: Math.max(y(min) - y(max), 0.5) }));
      const isJoined = groups[x - 1] !== undefined && groups[x - 1].median !== null;
      line += `${isJoined ? 'L' : 'M'}${x} ${y(median)}H${x + 1}`;
    }
  });
  svg.append(shape('path', { class: 'median', d: line || 'M0 0' }));
  return svg;
}

function drawing(width, height) {
  return shape('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' });
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}
