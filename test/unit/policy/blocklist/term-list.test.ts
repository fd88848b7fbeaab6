import { array, assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { keyOf, readTerm } from "../../../../src/policy/blocklist/term.ts";
import { addTerms, readTermList, removeTerm } from "../../../../src/policy/blocklist/term-list.ts";

describe("a term", () => {
  it.each([
    ["", "empty"],
    ["***", "empty"],
    ["...", "empty"],
    ["!!!", "empty"],
    ["a", "tooShort"],
    ["*a*", "tooShort"],
    ["x".repeat(61), "tooLong"],
    ["spam" + "!".repeat(200), "tooLong"],
    ["sp*am", "starInside"],
    ["spam * eggs", "starInside"],
  ])("cannot be “%s”", (text, problem) => {
    expect(readTerm(text)).toBe(problem);
  });

  it("is looked at no further where it is far too long, whatever it is made of", () => {
    // Each star more would make looking for the last one longer: these would take minutes.
    expect(readTerm(`a${"*".repeat(400_000)}b`)).toBe("tooLong");
  });

  it("of one letter can be one that is a word", () => {
    expect(readTerm("死")).toMatchObject({ text: "死", openStart: true, openEnd: true });
  });

  it("is the same in every spelling that finds the same", () => {
    const keys = ["Spam", "SPÁM", "ѕраm", " spam ", "$pam", "spam!"].map((text) => {
      const term = readTerm(text);
      return typeof term === "string" ? term : keyOf(term);
    });
    expect(new Set(keys)).toEqual(new Set(["spam"]));
  });

  it("is another one with a star", () => {
    const keys = ["spam", "spam*", "*spam", "*spam*"].map((text) => {
      const term = readTerm(text);
      return typeof term === "string" ? term : keyOf(term);
    });
    expect(keys).toEqual(["spam", "spam*", "*spam", "*spam*"]);
  });
});

describe("a list", () => {
  it("is read line by line, whatever ends a line", () => {
    expect(readTermList("one\r\ntwo\rthree\n\n  # nothing\nfour # a comment")).toEqual({
      terms: ["one", "two", "three", "four"],
      problems: [],
    });
  });

  it("names the lines that cannot be used", () => {
    expect(readTermList("one\n*\ntwo\nx").problems).toEqual([
      { line: 2, problem: "empty" },
      { line: 4, problem: "tooShort" },
    ]);
  });

  it("stays the same array where nothing was added or removed", () => {
    const terms = ["spam"];
    expect(addTerms(terms, ["SPAM"]).terms).toBe(terms);
    expect(removeTerm(terms, "eggs")).toBe(terms);
    expect(removeTerm(terms, "$P4M".replace("4", "a"))).toEqual([]);
  });

  it("takes whatever is in a file, and everything it took can be taken off", () => {
    assert(
      property(array(string({ unit: "grapheme", maxLength: 80 }), { maxLength: 40 }), (lines) => {
        const { terms } = readTermList(lines.join("\n"));
        const added = addTerms([], terms);
        expect(added.added.length + added.duplicates).toBe(terms.length);
        expect(terms.reduce<readonly string[]>(removeTerm, added.terms)).toEqual([]);
      }),
    );
  });
});
