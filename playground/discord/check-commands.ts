import { checkOptions } from "./options/check-options.ts";
import { checkName, commandSize } from "./options/command-text.ts";
import type { CommandPayload } from "./options/command-shape.ts";
import { checkLength } from "./checks/words.ts";
import {
  formErrors,
  invalidFormBody,
  type DiscordRefusal,
  type FieldPath,
  type FormErrorTree,
} from "./form-errors.ts";

const CHAT_INPUT = 1;
/** How many commands of each type an application may have: slash, user, message. */
const MAX_OF_TYPE: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const MAX_SIZE = 8000;

/** Discord's rules for a bulk overwrite, beyond what `checkBody` covers. */
export function checkCommands(commands: readonly object[]): DiscordRefusal | null {
  const found = formErrors();
  const payloads = commands as readonly CommandPayload[];
  const seen = new Set<string>();
  const counts = new Map<number, number>();
  for (const [index, command] of payloads.entries()) {
    const type = command.type ?? CHAT_INPUT;
    const key = `${type}:${command.name}`;
    counts.set(type, (counts.get(type) ?? 0) + 1);
    if (seen.has(key)) {
      const message = "Application command names must be unique";
      found.add([index], "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
    }
    seen.add(key);
    checkInto(command, [index], found);
  }
  for (const [type, count] of counts) {
    const most = MAX_OF_TYPE[type] ?? 1;
    if (count > most) return tooMany(most);
  }
  return found.count > 0 ? invalidFormBody(found.errors) : null;
}

/** The same rules for one command, created or edited by itself. */
export function checkCommand(command: object): DiscordRefusal | null {
  const found = formErrors();
  checkInto(command as CommandPayload, [], found);
  return found.count > 0 ? invalidFormBody(found.errors) : null;
}

function checkInto(command: CommandPayload, path: FieldPath, found: FormErrorTree): void {
  const isSlash = (command.type ?? CHAT_INPUT) === CHAT_INPUT;
  const description = command.description ?? "";
  if (isSlash) {
    checkName(command, path, found);
    checkLength(description.length, 1, 100, [...path, "description"], found);
    checkOptions(command.options ?? [], [...path, "options"], found);
  } else {
    checkLength(command.name.length, 1, 32, [...path, "name"], found);
    const fields = { description: description !== "", options: (command.options ?? []).length > 0 };
    for (const [field, isThere] of Object.entries(fields)) {
      if (!isThere) continue;
      const message = `Context menu commands cannot have ${field}`;
      found.add([...path, field], "APPLICATION_COMMAND_CONTEXT_MENU_FIELD", message);
    }
  }
  if (new Set(command.contexts ?? []).size !== (command.contexts ?? []).length) {
    found.add([...path, "contexts"], "SET_TYPE_CONTAINS_DUPLICATES", "Contexts must be unique");
  }
  if (commandSize(command) > MAX_SIZE) {
    const message = `Command exceeds maximum size (${MAX_SIZE})`;
    found.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
  }
}

function tooMany(most: number): DiscordRefusal {
  return {
    status: 400,
    code: 30_032,
    message: `Maximum number of application commands reached (${most})`,
  };
}
