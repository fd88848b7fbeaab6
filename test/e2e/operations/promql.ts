import { parser } from "@prometheus-io/lezer-promql";

/** What an expression asks for: a metric, and the labels that it is chosen by. */
export interface Selector {
  metric: string;
  labels: string[];
}

/**
 * The metrics of a PromQL expression, by Prometheus's own grammar.
 * @throws {Error} it is no PromQL
 */
export function selectorsIn(expression: string): Selector[] {
  // Grafana puts these in before Prometheus sees them.
  const text = expression.replaceAll("$__rate_interval", "5m");
  const selectors: Selector[] = [];
  parser.parse(text).iterate({
    enter({ type, node, from, to }) {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${text}`);
      const current = selectors.at(-1);
      if (type.name === "VectorSelector") {
        const identifier = node.getChild("Identifier");
        selectors.push({ metric: text.slice(identifier?.from, identifier?.to), labels: [] });
      } else if (type.name === "LabelName" && node.parent?.type.name.endsWith("LabelMatcher")) {
        current?.labels.push(text.slice(from, to));
      }
    },
  });
  if (selectors.length === 0) throw new Error(`asks for no metric: ${text}`);
  return selectors;
}
