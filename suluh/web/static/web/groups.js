// A point of the picture shows its own ties while it is pointed at or has the focus.
"use strict";
for (const graph of document.querySelectorAll("figure.graph svg")) {
  const show = (at) => {
    graph.classList.toggle("told", at !== null);
    for (const line of graph.querySelectorAll("line")) {
      line.classList.toggle("own", at !== null && line.dataset.ends.split(" ").includes(at));
    }
  };
  for (const point of graph.querySelectorAll("a")) {
    for (const event of ["mouseenter", "focus"]) point.addEventListener(event, () => show(point.dataset.at));
    for (const event of ["mouseleave", "blur"]) point.addEventListener(event, () => show(null));
  }
}
