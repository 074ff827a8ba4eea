import type { Fact, Product } from "./protocol";
import type { Strings } from "./strings";

export interface Source {
  readonly name: string;
  readonly url: string;
}

const SMALL_WORDS = /^(a|an|and|at|by|do|for|from|in|not|of|on|or|the|to|we|with)$/;

/** "spain-and-portugal" as a title: "Spain and Portugal". */
function heading(id: string): string {
  const words = id.split(/[-_\s]+/).filter(Boolean);
  return words
    .map((word, i) => (i && SMALL_WORDS.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(" ");
}

/** The records behind `facts` under names that a shopper understands, each once. */
export function namedSources(
  facts: readonly Fact[],
  products: readonly Product[],
  strings: Strings,
  policyUrl: string,
): Source[] {
  const found = new Map<string, Source>();
  for (const { source } of facts) {
    const named = nameOf(source, facts, products, strings, policyUrl);
    if (!found.has(named.name)) found.set(named.name, named);
  }
  return [...found.values()];
}

function nameOf(
  source: string,
  facts: readonly Fact[],
  products: readonly Product[],
  strings: Strings,
  policyUrl: string,
): Source {
  const [kind = "", id = ""] = source.split(/:(.*)/s);
  if (kind === "catalog") {
    const product = products.find((product) => product.id === id);
    const fact = facts.find((fact) => fact.source === source && /^product(_\d)?$/.test(fact.name));
    return { name: product?.title ?? fact?.value ?? heading(id), url: product?.url ?? "" };
  }
  if (kind === "policy") {
    const [policy = "", anchor = ""] = id.split("#");
    const name = anchor ? `${heading(policy)}: ${heading(anchor)}` : heading(policy);
    return { name, url: policyUrl.replace("{policy}", policy).replace("{anchor}", anchor) };
  }
  if (kind === "size-chart") return { name: `${strings.sizeChart}: ${heading(id)}`, url: "" };
  if (kind === "review") return { name: strings.reviews, url: "" };
  return { name: heading(source), url: "" };
}
