/**
 * Run as a process of its own: opens the store named by its first argument, says "open", then
 * writes one record after another and says the id of each when it is stored, until it is killed.
 */
import { openStore } from "../../../src/stores/open-store.ts";
import { NoteSchema } from "./note.ts";

const MOST_RECORDS = 20_000;

const store = await openStore(process.argv[2] ?? "");
const notes = store.collection("notes", NoteSchema, { connection: "hot" });
process.stdout.write("open\n");
for (let n = 0; n < MOST_RECORDS; n += 1) {
  await notes.set(`${n}`, { text: `record ${n}`, count: n });
  process.stdout.write(`${n}\n`);
}
await store.close();
