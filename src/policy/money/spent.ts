import type { Period } from "./days.ts";
import type { Booking } from "./spending.ts";

export interface BookedGeneration extends Booking {
  generationId: string;
}

interface Sum {
  microUsd: number;
  videos: number;
  requests: number;
}

/** What was spent on some days, by day and by member. */
export interface Spent extends Sum {
  days: (Period & Sum)[];
  /** The dearest first. */
  members: (Sum & { memberId: string })[];
  /** Beyond what was held, and of how many requests. */
  overruns: { microUsd: number; requests: number };
  /** Requests whose cost the provider did not say. */
  estimated: number;
}

export function summarise(booked: readonly Booking[], days: readonly Period[]): Spent {
  const dear = booked.filter(({ overrunMicroUsd }) => overrunMicroUsd > 0);
  return {
    ...sum(booked),
    days: days.map((day) => ({
      ...day,
      ...sum(booked.filter(({ admittedAt: at }) => at >= day.from && at < day.until)),
    })),
    members: byMember(booked),
    overruns: {
      microUsd: dear.reduce((total, { overrunMicroUsd }) => total + overrunMicroUsd, 0),
      requests: dear.length,
    },
    estimated: booked.filter(({ estimated }) => estimated).length,
  };
}

function byMember(booked: readonly Booking[]): Spent["members"] {
  const members = new Map<string, Booking[]>();
  for (const booking of booked) {
    const own = members.get(booking.memberId);
    if (own === undefined) members.set(booking.memberId, [booking]);
    else own.push(booking);
  }
  return [...members]
    .map(([memberId, own]) => ({ memberId, ...sum(own) }))
    .toSorted((a, b) => b.microUsd - a.microUsd);
}

const sum = (booked: readonly Booking[]): Sum => ({
  microUsd: booked.reduce((total, { microUsd }) => total + microUsd, 0),
  videos: booked.reduce((total, { videos }) => total + videos, 0),
  requests: booked.length,
});
