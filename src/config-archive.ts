import { z } from "zod";

/** Where copies of finished videos are kept. */
export interface ArchiveConfig {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where people may read the objects; undefined: at addresses signed for a day. */
  readonly publicUrl: string | undefined;
}

/** The variables of the archive; `address` is https, or http on this machine. */
export const archiveVariables = (address: z.ZodType<string, string>) => ({
  ARCHIVE_S3_ENDPOINT: address.optional(),
  ARCHIVE_S3_REGION: z.string().optional(),
  ARCHIVE_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
    .optional(),
  ARCHIVE_S3_ACCESS_KEY_ID: z.string().optional(),
  ARCHIVE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  ARCHIVE_S3_PUBLIC_URL: address.optional(),
});

type Environment = z.infer<z.ZodObject<ReturnType<typeof archiveVariables>>>;

const NEEDED = [
  "ARCHIVE_S3_ENDPOINT",
  "ARCHIVE_S3_REGION",
  "ARCHIVE_S3_BUCKET",
  "ARCHIVE_S3_ACCESS_KEY_ID",
  "ARCHIVE_S3_SECRET_ACCESS_KEY",
] as const;

/** What is missing where something of it is set, a line each: half an archive would keep nothing. */
export function missingForArchive(given: Record<string, string | undefined>): string[] {
  const isSet = (name: string): boolean => given[name] !== undefined;
  if (![...NEEDED, "ARCHIVE_S3_PUBLIC_URL"].some(isSet)) return [];
  return NEEDED.filter((name) => !isSet(name)).map(
    (name) => `${name} is missing: an archive needs ${NEEDED.join(", ")}`,
  );
}

/** Undefined: nothing is archived. */
export function archiveOf(env: Environment): ArchiveConfig | undefined {
  const {
    ARCHIVE_S3_ENDPOINT: endpoint,
    ARCHIVE_S3_REGION: region,
    ARCHIVE_S3_BUCKET: bucket,
    ARCHIVE_S3_ACCESS_KEY_ID: accessKeyId,
    ARCHIVE_S3_SECRET_ACCESS_KEY: secretAccessKey,
    ARCHIVE_S3_PUBLIC_URL: publicUrl,
  } = env;
  if (!endpoint || !region || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  const parts = { endpoint, region, bucket, accessKeyId, secretAccessKey, publicUrl };
  return Object.freeze(parts);
}
