import type { ApiError } from "./api-error.ts";
import type { Rule } from "./model-page.ts";

const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Holds an object against a parameter table and lists everything that breaks it. */
export function checkParameters(
  values: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
  parent = "",
): ApiError[] {
  const errors: ApiError[] = [];
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(rules, name)) continue;
    const parameter = parent + name;
    errors.push({
      code: "unknownParameter",
      message: `There is no parameter '${parameter}' here.`,
      parameter,
      allowedValues: Object.keys(rules),
    });
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = values[name];
    const parameter = parent + name;
    if (value !== undefined) errors.push(...checkValue(value, rule, parameter));
    else if (rule.required) {
      errors.push({
        code: codeFor("missing", parameter),
        message: `The parameter '${parameter}' is required.`,
        parameter,
        type: rule.type,
      });
    }
  }
  return errors;
}

function checkValue(value: unknown, rule: Rule, parameter: string): ApiError[] {
  if (!hasType(value, rule.type)) {
    return [invalid(parameter, rule, `must be of the type ${rule.type}`)];
  }
  switch (rule.type) {
    case "object":
      return checkParameters(value as Record<string, unknown>, rule.properties, `${parameter}.`);
    case "array":
      return checkItems(value as unknown[], rule, parameter);
    case "string":
      return checkString(value as string, rule, parameter);
    case "integer":
    case "float":
      return checkNumber(value as number, rule, parameter);
    case "boolean":
    default:
      return [];
  }
}

function checkItems(
  items: unknown[],
  rule: Extract<Rule, { type: "array" }>,
  parameter: string,
): ApiError[] {
  if (items.length < rule.min || items.length > rule.max) {
    const message = `must have ${rule.min} to ${rule.max} items`;
    return [{ ...invalid(parameter, rule, message), min: rule.min, max: rule.max }];
  }
  return items.flatMap((item, index) => {
    const fault = rule.item(item);
    return fault === undefined ? [] : [invalid(parameter, rule, `item ${index} ${fault}`)];
  });
}

function checkString(
  value: string,
  rule: Extract<Rule, { type: "string" }>,
  parameter: string,
): ApiError[] {
  if (rule.values && !rule.values.includes(value)) {
    const message = `must be one of ${rule.values.join(", ")}`;
    return [{ ...invalid(parameter, rule, message), allowedValues: rule.values }];
  }
  const { min = 0, max = Infinity } = rule;
  // Characters as people count them: an emoji is one, not two.
  const length = Array.from(value).length;
  if (length < min || length > max) {
    return [{ ...invalid(parameter, rule, `must be ${min} to ${max} characters`), min, max }];
  }
  if (rule.format === "uuid4" && !UUID4.test(value)) {
    return [invalid(parameter, rule, "must be a UUID v4")];
  }
  if (rule.format === "uri" && !isHttpUri(value)) {
    return [invalid(parameter, rule, "must be an http or https URI")];
  }
  return [];
}

function checkNumber(
  value: number,
  rule: Extract<Rule, { type: "integer" | "float" }>,
  parameter: string,
): ApiError[] {
  const { min, max } = rule;
  const fits = value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  if (fits) return [];
  const range = max === undefined ? `at least ${min}` : `${min} to ${max}`;
  return [
    {
      ...invalid(parameter, rule, `must be ${range}`),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    },
  ];
}

function hasType(value: unknown, type: Rule["type"]): boolean {
  switch (type) {
    case "string":
    case "boolean":
      return typeof value === type;
    case "integer":
      return Number.isInteger(value);
    case "float":
      return typeof value === "number" && Number.isFinite(value);
    case "array":
      return Array.isArray(value);
    case "object":
    default:
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}

function isHttpUri(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function invalid(parameter: string, rule: Rule, what: string): ApiError {
  return {
    code: codeFor("invalid", parameter),
    message: `The parameter '${parameter}' ${what}.`,
    parameter,
    type: rule.type,
  };
}

/** `invalidStyle` for `providerSettings.pixverse.style`: codes name the last part only. */
function codeFor(prefix: "invalid" | "missing", parameter: string): string {
  const name = parameter.slice(parameter.lastIndexOf(".") + 1);
  return prefix + name.charAt(0).toUpperCase() + name.slice(1);
}
