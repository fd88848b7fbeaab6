import type { FieldPath, FormErrorTree } from "../form-errors.ts";

/** Discord's words for a length outside its bounds. */
export function checkLength(
  length: number,
  min: number,
  max: number,
  path: FieldPath,
  found: FormErrorTree,
): void {
  if (length >= min && length <= max) return;
  if (min === 0) found.add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
  else found.add(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
}

/** Discord's words for a component that may not stand here; a list of one ends in a comma. */
export function typeMustBeOneOf(
  types: readonly number[],
  path: FieldPath,
  found: FormErrorTree,
): void {
  const list = types.length === 1 ? `${types[0]},` : types.join(", ");
  found.add(path, "UNION_TYPE_CHOICES", `Value of field "type" must be one of (${list}).`);
}

export function isRequired(path: FieldPath, found: FormErrorTree): void {
  found.add(path, "BASE_TYPE_REQUIRED", "This field is required");
}
