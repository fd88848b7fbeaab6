export interface FormError {
  code: string;
  message: string;
}

/** The `errors` of Discord's 50035: a tree of field names and indexes, `_errors` at the leaves. */
export interface DiscordFormErrors {
  _errors?: FormError[];
  [field: string]: DiscordFormErrors | FormError[] | undefined;
}

export type FieldPath = readonly (string | number)[];

export interface FormErrorTree {
  add(path: FieldPath, code: string, message: string): void;
  readonly count: number;
  readonly errors: DiscordFormErrors;
}

/** Collects field errors; every path it is given is taken relative to `base`. */
export function formErrors(base: FieldPath = []): FormErrorTree {
  const errors: DiscordFormErrors = {};
  let count = 0;
  return {
    errors,
    get count() {
      return count;
    },
    add(path, code, message) {
      count += 1;
      const leaf = [...base, ...path].reduce(descend, errors);
      (leaf["_errors"] ??= []).push({ code, message });
    },
  };
}

function descend(node: DiscordFormErrors, step: string | number): DiscordFormErrors {
  const child = (node[String(step)] ??= {});
  if (Array.isArray(child)) throw new Error(`a field may not be called ${step}`);
  return child;
}

/** An error as Discord's API answers it. */
export interface DiscordRefusal {
  status: number;
  code: number;
  message: string;
  errors?: DiscordFormErrors;
}

/** Discord's 400 for a body with bad fields. */
export function invalidFormBody(errors: DiscordFormErrors): DiscordRefusal {
  return { status: 400, code: 50_035, message: "Invalid Form Body", errors };
}

/** One line for each bad field, as `components.0.label: Must be …`; for logs and assertions. */
export function describeFormErrors(errors: DiscordFormErrors, path = ""): string[] {
  const own = (errors["_errors"] ?? []).map(
    ({ code, message }) => `${path || "(body)"}: ${message} [${code}]`,
  );
  const nested = Object.entries(errors).flatMap(([field, child]) =>
    field === "_errors" || child === undefined || Array.isArray(child)
      ? []
      : describeFormErrors(child, path ? `${path}.${field}` : field),
  );
  return [...own, ...nested];
}
