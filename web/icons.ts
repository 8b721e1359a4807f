// The icon set: our names, and the drawings of lucide that they stand for.
export const icons: Record<string, string> = {
  alert: "triangle-alert",
  anchor: "anchor",
  braces: "braces",
  building: "landmark",
  calendar: "calendar",
  check: "check",
  chevron: "chevron-down",
  clock: "clock",
  close: "x",
  copy: "copy",
  database: "database",
  down: "arrow-down",
  download: "download",
  file: "file",
  filter: "list-filter",
  flask: "flask-conical",
  globe: "globe",
  hash: "hash",
  history: "history",
  info: "info",
  left: "chevron-left",
  lock: "lock",
  "log-in": "log-in",
  "log-out": "log-out",
  moon: "moon",
  pencil: "pencil",
  pin: "map-pin",
  plus: "plus",
  refresh: "refresh-cw",
  right: "chevron-right",
  rows: "rows-3",
  scale: "scale",
  search: "search",
  shape: "map",
  sheet: "file-spreadsheet",
  shield: "shield-check",
  sun: "sun",
  text: "type",
  toggle: "toggle-right",
  up: "arrow-up",
  updown: "chevrons-up-down",
  upload: "upload",
  user: "user",
};

/** One symbol per icon, to be used as `icons.svg#name`. */
export function sprite(read: (drawing: string) => string): string {
  const symbols = Object.entries(icons).map(([name, drawing]) => {
    const inner = read(drawing)
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/^[\s\S]*?<svg[\s\S]*?>|<\/svg>\s*$/g, "")
      .replace(/\s+/g, " ")
      .trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Drawings: Lucide, ISC licence, https://lucide.dev -->\n${symbols.join("\n")}\n</svg>\n`;
}
