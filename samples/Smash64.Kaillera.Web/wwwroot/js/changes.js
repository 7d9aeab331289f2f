// Language and hiding change what every part has already written; each part says here how it writes itself again.

const renderers = [];

/** Has `render` called after each change. */
export function onChange(render) {
  renderers.push(render);
}

/** Tells every part to write itself again. */
export function changed() {
  for (const render of renderers) {
    render();
  }
}
