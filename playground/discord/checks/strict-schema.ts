import * as z from "zod";

type Schema = z.core.$ZodType;

export interface StrictnessOptions {
  /** Schemas that stand in for others wherever they occur. */
  replace: ReadonlyMap<Schema, Schema>;
  /** Fields that Discord takes although its published schema does not name them. */
  extend: ReadonlyMap<Schema, Readonly<Record<string, Schema>>>;
}

/**
 * Builds a strict twin of a generated schema: unknown keys are errors, and unions that can be told
 * apart by `type` name the one branch that was meant.
 *
 * `discord-api-spec` has a switch for strictness, but its schemas are built as the module loads,
 * before anybody could have called it.
 */
export function strictTwin(options: StrictnessOptions): (schema: Schema) => Schema {
  const twins = new Map<Schema, Schema>(options.replace);
  const twin = (given: Schema): Schema => {
    const known = twins.get(given);
    if (known) return known;
    const made = rebuild(given, twin, options);
    twins.set(given, made);
    return made;
  };
  return twin;
}

function rebuild(
  given: Schema,
  twin: (schema: Schema) => Schema,
  options: StrictnessOptions,
): Schema {
  const schema = given as z.core.$ZodTypes;
  const def = schema["_zod"].def;
  if (def.type === "lazy") return z.lazy(() => twin(def.getter()));
  if (def.type === "union") return union(def.options, twin, given);
  if (def.type === "object") {
    const shape = { ...def.shape, ...options.extend.get(given) };
    const twins = Object.entries(shape).map(([key, value]) => [key, twin(value)]);
    return cloneWith(given, { shape: Object.fromEntries(twins), catchall: z.never() });
  }
  if (def.type === "array") return cloneWith(given, { element: twin(def.element) });
  if (def.type === "record") return cloneWith(given, { valueType: twin(def.valueType) });
  if (def.type === "optional" || def.type === "nullable") {
    return cloneWith(given, { innerType: twin(def.innerType) });
  }
  return given;
}

/** Keeps the checks (lengths, bounds) that hang on the schema. */
function cloneWith(given: Schema, changes: object): Schema {
  return z.core.clone(given, { ...given["_zod"].def, ...changes });
}

function union(
  options: readonly Schema[],
  twin: (schema: Schema) => Schema,
  given: Schema,
): Schema {
  const branches = options.map(twin);
  const types = branches.map(typesOf);
  if (!types.every((values) => values.length > 0)) {
    return cloneWith(given, { options: branches });
  }
  return z.discriminatedUnion("type", branches as never, {
    // Discord's words; a list of one ends in a comma.
    error: () => `Value of field "type" must be one of (${listed(types.flat())}).`,
  });
}

/** The values of `type` that a schema accepts, or none where it does not say. */
function typesOf(schema: Schema): number[] {
  const { propValues } = schema["_zod"];
  return [...(propValues?.["type"] ?? [])].map(Number);
}

function listed(types: readonly number[]): string {
  const sorted = [...types].sort((a, b) => a - b);
  return sorted.length === 1 ? `${sorted[0]},` : sorted.join(", ");
}
