import { z } from "zod";
import { BrokenRecordError, NewerRecordError } from "./errors.ts";

export interface RecordShape<T> {
  /** Must accept its own output after a trip through JSON: no transforms, dates or maps. */
  schema: z.ZodType<T>;
  /** Version of the schema, from 1. */
  version: number;
  /** Entry 0 makes version 2 of a record of version 1, and so on: always `version - 1` entries. */
  migrate: readonly ((older: unknown) => unknown)[];
}

/** Stored around every record, so that arrays and strings can carry a version too. */
const EnvelopeSchema = z.object({ version: z.int().positive(), record: z.unknown() });

/**
 * The text to store and the record as it will be read from it.
 * @throws {BrokenRecordError} where it could not be read again: such a record is never stored
 */
export function writeRecord<T>(
  shape: RecordShape<T>,
  label: string,
  value: T,
): { text: string; stored: T } {
  const stored = checkRecord(shape, label, roundTrip(label, value));
  return { text: JSON.stringify({ version: shape.version, record: stored }), stored };
}

/**
 * @throws {NewerRecordError} a newer release wrote it
 * @throws {BrokenRecordError} no JSON, no record, not of the schema, or not to be migrated
 */
export function readRecord<T>(shape: RecordShape<T>, label: string, text: string): T {
  const envelope = EnvelopeSchema.safeParse(parseJson(label, text));
  if (!envelope.success) {
    throw new BrokenRecordError(`${label}: holds no record`, { cause: envelope.error });
  }
  const { version, record } = envelope.data;
  if (version > shape.version) {
    throw new NewerRecordError(
      `${label}: of version ${version}, this release knows versions up to ${shape.version}`,
    );
  }
  return checkRecord(shape, label, migrateRecord(shape, label, version, record));
}

function migrateRecord<T>(
  shape: RecordShape<T>,
  label: string,
  version: number,
  record: unknown,
): unknown {
  try {
    return shape.migrate.slice(version - 1).reduce((older, step) => step(older), record);
  } catch (cause) {
    throw new BrokenRecordError(`${label}: version ${version} could not be migrated`, { cause });
  }
}

function checkRecord<T>(shape: RecordShape<T>, label: string, value: unknown): T {
  const result = shape.schema.safeParse(value);
  if (result.success) return result.data;
  // Zod names paths and expected types, never the values found there.
  const issues = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new BrokenRecordError(`${label}: ${issues.join("; ")}`, { cause: result.error });
}

function parseJson(label: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Without its cause: a SyntaxError quotes the text, and records hold tokens.
    throw new BrokenRecordError(`${label}: no JSON in ${text.length} characters`);
  }
}

function roundTrip(label: string, value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch (cause) {
    throw new BrokenRecordError(`${label}: cannot be written as JSON`, { cause });
  }
}
