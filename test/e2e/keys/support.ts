import type { MemberChannel } from "../../../playground/discord/actor/member-channel.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { Use } from "../../../playground/discord/actor/use.ts";
import { walkComponents, type Component } from "../../../playground/discord/component-tree.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import type { RunwareAccount } from "../../../playground/runware/accounts.ts";
import { buttonsOf, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { setStage, type Stage, type StageOptions } from "../../support/stage.ts";

export const OWN_KEY = "OwnK1234Efgh5678Ijkl9012Mnop3456";
export const NEXT_KEY = "Next1234Qrst5678Uvwx9012Yzab3456";

/** A stage with an administrator, and a Runware that knows a key of their own. */
export interface KeyStage extends Stage {
  admin: Actor;
  place: MemberChannel;
  /** The account behind OWN_KEY. */
  account: RunwareAccount;
  /** Types `/settings key`, fills in the form that comes, and reads the answer. */
  enterKey(key: string): Promise<string>;
  /** What `/settings key` shows where there is a key. */
  shownKey(): Promise<string>;
}

export async function stageWithKeys(
  options: StageOptions = {},
  creditUsd = 100,
): Promise<KeyStage> {
  const stage = await setStage(options);
  const admin = stage.guild.addMember({ name: "Administrator", permissions: ["Administrator"] });
  const place = admin.in(stage.channel);
  const account = stage.runware.addKey(OWN_KEY, { creditUsd });
  stage.runware.addKey(NEXT_KEY, { creditUsd });

  async function formOf(use: Use): Promise<Use> {
    const answer = await use.response();
    if (answer.kind === "modal") return use;
    const panel = await shownPrivately(place, use);
    return admin.press(panel, buttonsOf(panel)[0] ?? "");
  }

  return {
    ...stage,
    admin,
    place,
    account,
    async enterKey(key) {
      const form = await (await formOf(await place.slash("settings key", {}))).modal();
      return told(await admin.submit(form, { key }));
    },
    shownKey: async () => toldPrivately(place, await place.slash("settings key", {})),
  };
}

/** The sentence that comes once Runware was asked. */
async function told(use: Use): Promise<string> {
  await use.response();
  return textOf(await use.message());
}

/** The keys that the store holds, by their masks. */
export async function storedKeys(stage: Stage): Promise<string[]> {
  const rows = await runSql(stage, "SELECT value FROM keyv WHERE key LIKE 'keys:%'");
  return rows.map(
    (row) => /"masked":"([^"]*)"/.exec(JSON.stringify(row).replaceAll("\\", ""))?.[1] ?? "",
  );
}

/** The custom ids of a message's buttons. */
export const buttonIdsOf = (message: WireMessage): string[] =>
  [...walkComponents((message.components ?? []) as unknown as Component[])].flatMap(
    ({ component }) => component.custom_id ?? [],
  );

/** The keys that paid for tasks, in the order in which they were ordered. */
export const payers = ({ runware }: Stage): string[] => runware.tasks.map(({ apiKey }) => apiKey);
