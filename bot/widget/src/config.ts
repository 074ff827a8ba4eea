import { parseColour } from "./colour";

/** What the shop's script tag says, with a default for each option. */
export interface Config {
  /** Address of the widget's channel, with a slash at its end. */
  readonly channel: string;
  readonly title: string;
  readonly greeting: string;
  readonly suggestions: readonly string[];
  readonly accent: string;
  readonly side: "left" | "right";
  readonly lang: string;
  /** Where the shop's policy pages are, for example "/policies/{policy}#{anchor}". */
  readonly policyUrl: string;
}

const DEFAULT_ACCENT = "#3346c4";

export function readConfig(script: HTMLScriptElement): Config {
  const { dataset } = script;
  const accent = dataset.accent ?? "";
  return {
    channel: dataset.server
      ? new URL("webhooks/widget/", dataset.server.replace(/\/*$/, "/")).href
      : new URL(".", script.src).href,
    title: dataset.title ?? "",
    greeting: dataset.greeting ?? "",
    suggestions: (dataset.suggestions ?? "")
      .split("|")
      .map((text) => text.trim())
      .filter(Boolean),
    accent: parseColour(accent) ? accent : DEFAULT_ACCENT,
    side: dataset.position === "left" ? "left" : "right",
    lang: dataset.lang ?? "en",
    policyUrl: dataset.policyUrl ?? "",
  };
}
