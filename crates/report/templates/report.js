"use strict";
(() => {
  // What a cell says, without what is there for screen readers only.
  const said = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".unseen, [aria-hidden]").forEach((part) => part.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };
  const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  // The number that a cell begins with; NaN if it begins with a word.
  const number = (text) => {
    const plain = text
      .replace(/\u2212/g, "-")
      .replace(/[\u202f\u00a0 ]×[\u202f\u00a0 ]10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) =>
        "e" + [...power].map((sign) => (sign === "⁻" ? "-" : raised.indexOf(sign))).join(""))
      .replace(/^[<>+]/, "");
    return parseFloat(plain);
  };
  const make = (name, text, properties) => Object.assign(document.createElement(name), { textContent: text }, properties);

  const order = (table, column, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (down === null) {
      rows.sort((a, b) => a.dataset.place - b.dataset.place);
    } else {
      const key = (row) => said(row.cells[column]);
      rows.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        const [m, n] = [number(x), number(y)];
        // What is no number stands last, whichever way round.
        if (Number.isNaN(m) !== Number.isNaN(n)) return Number.isNaN(m) ? 1 : -1;
        const found = Number.isNaN(m) ? x.localeCompare(y) : m - n;
        return (down ? -found : found) || a.dataset.place - b.dataset.place;
      });
    }
    body.append(...rows);
  };

  const sortable = (table) => {
    [...table.tBodies[0].rows].forEach((row, place) => { row.dataset.place = place; });
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", "", { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: null }[head.getAttribute("aria-sort")];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        const way = next === undefined ? "ascending" : next;
        if (way) head.setAttribute("aria-sort", way);
        order(table, column, way && way === "descending");
      });
    });
  };

  const csv = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => {
    const text = said(cell).replace(/\u2212/g, "-");
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }).join(",")).join("\r\n") + "\r\n";

  const save = (name, kind, text) => {
    const link = make("a", "", { download: name, href: URL.createObjectURL(new Blob([text], { type: kind })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  document.querySelectorAll(".scroll > table").forEach((table) => {
    if (!table.classList.contains("matrix") && table.tBodies[0].rows.length > 1) sortable(table);
    const button = make("button", "Save as CSV", { type: "button" });
    button.setAttribute("aria-describedby", `${table.id}-caption`);
    // Excel takes a file for UTF-8 only with a mark at its head.
    button.addEventListener("click", () => save(`${table.id}.csv`, "text/csv", "\ufeff" + csv(table)));
    const tools = make("p", "", { className: "tools" });
    tools.append(button);
    table.parentElement.after(tools);
  });

  document.querySelectorAll("figure").forEach((figure) => {
    const drawing = figure.querySelector("svg");
    const tools = make("p", "", { className: "tools" });
    const layers = [...new Set([...drawing.querySelectorAll("[data-layer]")].map((part) => part.dataset.layer))];
    if (layers.length > 1) {
      layers.forEach((layer) => {
        const label = make("label", ` ${layer}`);
        const box = make("input", "", { type: "checkbox", checked: true });
        box.addEventListener("change", () => drawing.querySelectorAll("[data-layer]").forEach((part) => {
          if (part.dataset.layer === layer) part.style.display = box.checked ? "" : "none";
        }));
        label.prepend(box);
        tools.append(label);
      });
    }
    const button = make("button", "Save as SVG", { type: "button" });
    button.addEventListener("click", () => save(
      `${figure.dataset.name}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(drawing)));
    tools.append(button);
    figure.querySelector("figcaption").after(tools);
  });
  document.documentElement.dataset.script = "ran";
})();
