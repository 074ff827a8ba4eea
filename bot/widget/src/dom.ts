type Attributes = Readonly<Record<string, string | boolean | EventListener | undefined>>;

/** An element. Strings become attributes, functions listeners; text is never read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Text that only a screen reader sees. */
export const aside = (text: string): HTMLElement => h("span", { class: "aside" }, text);

const PATHS = {
  chat: "M12 3.5c-4.97 0-9 3.36-9 7.5 0 2.2 1.14 4.18 2.95 5.55-.1 1.2-.55 2.5-1.5 3.6 1.9-.2 3.6-.9 4.9-1.9.84.16 1.73.25 2.65.25 4.97 0 9-3.36 9-7.5s-4.03-7.5-9-7.5Z",
  close: "M6 6l12 12M18 6L6 18",
  fresh: "M4.5 12a7.5 7.5 0 1 0 2.3-5.4M4.5 4.5v4h4",
  send: "M12 19V5.5M6 11l6-6 6 6",
  onward: "M9.5 6l6 6-6 6",
  picture: "M4 17l5-5 4 4 3-3 4 4M4.5 4.5h15v15h-15zM15.5 9.5h.01",
} as const;

export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** `address` if a page may link to it: http, https or relative. Else null. */
export function safeUrl(address: string): string | null {
  if (!address) return null;
  try {
    const url = new URL(address, document.baseURI);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
