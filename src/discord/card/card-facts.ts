/** What a card shows that is not in its record, as it is when the card is drawn. */
export interface CardFacts {
  /** How many members made it a favourite. */
  favourites: number;
  /** The guild lets its results be shown in others. */
  mayShare: boolean;
  /** The result that it was made after has not been deleted. */
  hasParent: boolean;
}

/** Of a card without videos: nobody has to ask for these, however often it is drawn. */
export const NO_FACTS: CardFacts = { favourites: 0, mayShare: false, hasParent: true };
