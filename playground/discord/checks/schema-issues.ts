import type * as z from "zod";
import type { FieldPath, FormErrorTree } from "../form-errors.ts";

type Issue = z.core.$ZodIssue;

/** Turns zod's issues into Discord's field errors, in Discord's words where they are known. */
export function addIssues(issues: readonly Issue[], base: FieldPath, found: FormErrorTree): void {
  for (const issue of issues) {
    const path = [
      ...base,
      ...issue.path.map((step) => (typeof step === "number" ? step : String(step))),
    ];
    addIssue(issue, path, found);
  }
}

function addIssue(issue: Issue, path: FieldPath, found: FormErrorTree): void {
  if (issue.code === "invalid_type") addWrongType(issue, path, found);
  else if (issue.code === "too_big") addTooBig(issue, path, found);
  else if (issue.code === "too_small") addTooSmall(issue, path, found);
  else if (issue.code === "invalid_value") addWrongValue(issue, path, found);
  else if (issue.code === "invalid_format") addWrongFormat(issue, path, found);
  else if (issue.code === "unrecognized_keys") addUnknownKeys(issue, path, found);
  else if (issue.code === "invalid_union") addUnion(issue, path, found);
  else found.add(path, "BASE_TYPE_INVALID", issue.message);
}

function addWrongValue(
  issue: z.core.$ZodIssueInvalidValue,
  path: FieldPath,
  found: FormErrorTree,
): void {
  const values = issue.values.map((value) => JSON.stringify(value)).join(", ");
  if (issue.input === undefined) addRequired(path, found);
  else found.add(path, "BASE_TYPE_CHOICES", `Value must be one of (${values}).`);
}

function addUnknownKeys(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  path: FieldPath,
  found: FormErrorTree,
): void {
  for (const key of issue.keys) {
    found.add([...path, key], "UNKNOWN_FIELD", "Discord knows no such field here");
  }
}

function addRequired(path: FieldPath, found: FormErrorTree): void {
  found.add(path, "BASE_TYPE_REQUIRED", "This field is required");
}

function addWrongType(
  issue: z.core.$ZodIssueInvalidType,
  path: FieldPath,
  found: FormErrorTree,
): void {
  const shown = JSON.stringify(issue.input);
  if (issue.input === undefined) addRequired(path, found);
  else if (issue.expected === "string") {
    found.add(path, "STRING_TYPE_CONVERT", `Could not interpret "${shown}" as string.`);
  } else if (issue.expected === "boolean") {
    found.add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
  } else if (issue.expected === "array") {
    found.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
  } else if (issue.expected === "object" || issue.expected === "record") {
    found.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
  } else found.add(path, "NUMBER_TYPE_COERCE", `Value ${shown} is not ${issue.expected}.`);
}

function addTooBig(issue: z.core.$ZodIssueTooBig, path: FieldPath, found: FormErrorTree): void {
  const { maximum, origin } = issue;
  if (origin === "string" || origin === "array") {
    found.add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${maximum} or fewer in length.`);
  } else {
    const message = `int value should be less than or equal to ${maximum}.`;
    found.add(path, "NUMBER_TYPE_MAX", message);
  }
}

function addTooSmall(issue: z.core.$ZodIssueTooSmall, path: FieldPath, found: FormErrorTree): void {
  const { minimum, origin } = issue;
  if (origin === "string" || origin === "array") {
    found.add(path, "BASE_TYPE_MIN_LENGTH", `Must be ${minimum} or more in length.`);
  } else {
    const message = `int value should be greater than or equal to ${minimum}.`;
    found.add(path, "NUMBER_TYPE_MIN", message);
  }
}

function addWrongFormat(
  issue: z.core.$ZodIssueInvalidStringFormat,
  path: FieldPath,
  found: FormErrorTree,
): void {
  if (issue.format === "url") {
    found.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
  } else {
    found.add(path, "STRING_TYPE_REGEX", "String value did not match validation regex.");
  }
}

/** Without a `type` to tell the branches apart, the one that got furthest was meant. */
function addUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: FieldPath,
  found: FormErrorTree,
): void {
  const faults = (branch: readonly Issue[]) =>
    branch.length + (branch.some((fault) => fault.path.length === 0) ? 1000 : 0);
  const [meant] = [...issue.errors].sort((a, b) => faults(a) - faults(b));
  if (meant) addIssues(meant, path, found);
  else {
    const at = issue.path.at(-1) === "type" ? path.slice(0, -1) : path;
    found.add(at, "UNION_TYPE_CHOICES", issue.message);
  }
}
