/** A modal as it lies open before a member. */
export interface Modal {
  /** The interaction it answered. */
  readonly interactionId: string;
  readonly data: Record<string, unknown>;
}
