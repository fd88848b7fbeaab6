import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { COLOURS } from "../card/card-state.ts";
import { customId } from "../custom-id.ts";
import type { DoctorFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { inviteLink } from "./invite-link.ts";
import { startOverButton } from "./start-over.ts";

/** Never by the sign alone: some read with their ears. */
const SIGNS = { well: "✅ Fine:", warning: "⚠️ Warning:", problem: "❌ Problem:" } as const;

/** The doctor's panel: the worst first in its summary, each finding with what to do about it. */
export function renderDoctor(
  facts: Pick<DoctorFacts, "applicationId" | "guildId" | "botName">,
  findings: readonly Finding[],
): APIMessageTopLevelComponent[] {
  const needs = (remedy: Finding["remedy"]) => findings.some((found) => found.remedy === remedy);
  const buttons: APIButtonComponent[] = [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      custom_id: customId("doctor-again", facts.guildId),
      label: "Check again",
    },
    ...(needs("invite") ? [inviteButton(facts)] : []),
    ...(needs("startOver") ? [startOverButton(facts.guildId)] : []),
  ];
  return [
    {
      type: ComponentType.Container,
      accent_color: colourOf(findings),
      components: [
        text(`### ${facts.botName} in this server\n${summary(findings)}`),
        { type: ComponentType.Separator },
        ...findings.map((found) => text(paragraph(found))),
        { type: ComponentType.ActionRow, components: buttons },
      ],
    },
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

const paragraph = ({ level, what, more }: Finding): string =>
  [`${SIGNS[level]} ${level === "well" ? what : `**${what}**`}`, ...more].join("\n");

function inviteButton({ applicationId, guildId }: Pick<DoctorFacts, "applicationId" | "guildId">) {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Link,
    url: inviteLink(applicationId, guildId),
    label: "Give permissions",
  } as const;
}

const count = (findings: readonly Finding[], level: Finding["level"]): number =>
  findings.filter((found) => found.level === level).length;

function colourOf(findings: readonly Finding[]): number {
  if (count(findings, "problem") > 0) return COLOURS.failed;
  return count(findings, "warning") > 0 ? WARNING_COLOUR : COLOURS.done;
}

const WARNING_COLOUR = 0xf0b232;

function summary(findings: readonly Finding[]): string {
  const problems = count(findings, "problem");
  const warnings = count(findings, "warning");
  if (problems + warnings === 0) return "Everything works.";
  const parts = [
    ...(problems === 0 ? [] : [problems === 1 ? "1 problem" : `${problems} problems`]),
    ...(warnings === 0 ? [] : [warnings === 1 ? "1 warning" : `${warnings} warnings`]),
  ];
  return `${parts.join(" and ")}.`;
}
