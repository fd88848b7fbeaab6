import type { Interaction } from "../../discord/model.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import type { WireEntry } from "../../discord/wire.ts";
import { InteractionKind } from "../../discord/wire-numbers.ts";
import type { WireLine } from "../../web/api.ts";
import { fileSize } from "../../web/render/components/media-file.ts";
import type { Recorder } from "./recorder.ts";
import { short } from "./short.ts";

/** Writes down what people do with the bot, and what the bot asks of Discord. */
export function recordDiscord({ events, world }: LocalDiscord, recorder: Recorder): void {
  // Goes with the interaction itself.
  const lines = new WeakMap<Interaction, number>();

  const settle = (interaction: Interaction, status: WireLine["status"]): void => {
    const id = lines.get(interaction);
    if (id !== undefined) recorder.change(id, { status });
  };

  events.on("interaction", (interaction) => {
    const user = world.users.get(interaction.userId);
    const facts = {
      kind: "interaction",
      atMs: interaction.createdAt,
      title: titleOf(interaction),
      note: user?.globalName ?? user?.username ?? "",
      status: { text: "…", tone: "waiting" },
      schema: null,
      isFaulty: false,
    } as const;
    const parts = () => [
      { name: "sent to the bot", value: short(interaction.payload) },
      { name: "first answer", value: interaction.response?.kind ?? interaction.state },
    ];
    lines.set(interaction, recorder.add(facts, parts));
  });
  events.on("interactionResponse", ({ interaction, response }) =>
    settle(interaction, { text: response.kind, tone: "good" }),
  );
  events.on("interactionLapsed", (interaction) =>
    settle(interaction, { text: "no answer", tone: "bad" }),
  );
  events.on("request", (entry, answered) => {
    recorder.add(factsOf(entry), () => [
      {
        name: "path",
        value: entry.path.replace(/(\/(?:webhooks|interactions)\/\d+\/)[^/]{20,}/, "$1…"),
      },
      ...(entry.body === undefined ? [] : [{ name: "sent", value: short(entry.body) }]),
      ...(entry.files.length === 0 ? [] : [{ name: "files", value: entry.files }]),
      ...(answered === undefined ? [] : [{ name: "answered", value: short(answered) }]),
    ]);
  });
}

function factsOf(entry: WireEntry): Omit<WireLine, "id"> {
  const { at, method, route, status, code, files, schema, isFaulty } = entry;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const isGood = status >= 200 && status < 300;
  return {
    kind: "discord",
    atMs: at,
    title: `${method} ${route}`,
    note: bytes > 0 ? `a file of ${fileSize(bytes)}` : "",
    status: {
      text: status === 0 ? "cut" : code ? `${status} · ${code}` : String(status),
      tone: isGood ? "good" : "bad",
    },
    schema: schema.name === "none" ? null : schema,
    isFaulty,
  };
}

function titleOf({ type, commandName, payload }: Interaction): string {
  const data = payload["data"] as { custom_id?: string; type?: number } | undefined;
  const command = data?.type === 3 ? `Apps › ${commandName}` : `/${commandName}`;
  if (type === InteractionKind.command) return command;
  if (type === InteractionKind.autocomplete) return `${command} (completing)`;
  const act = type === InteractionKind.modalSubmit ? "form" : "press";
  return `${act} ${data?.custom_id ?? ""}`;
}
