import { array, assert, constantFrom, oneof, pre, property, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { createBlocklist } from "../../../../src/policy/blocklist/blocklist.ts";

const blocklist = createBlocklist([]);

function found(terms: readonly string[], prompt: string): string | undefined {
  return blocklist.findBlocked({ prompt, negativePrompt: null }, terms)?.term;
}

describe("a term finds a word in whatever disguise", () => {
  it.each([
    ["as it is", "some spam here"],
    ["in capitals", "SPAM"],
    ["with accents", "spám s̷p̷a̷m̷"],
    ["with accents piled up", "s̴̡̛p̵̢̛a̶̡̛m̷̢̛"],
    ["in full width", "ｓｐａｍ"],
    ["in a font of its own", "𝓼𝓹𝓪𝓶"],
    ["in circles", "ⓢⓟⓐⓜ"],
    ["in negative squares", "🆂🅿🅰🅼"],
    ["in flags", "🇸🇵🇦🇲"],
    ["in small capitals", "ꜱᴘᴀᴍ"],
    ["with Cyrillic letters", "ѕраm"],
    ["with Greek letters", "sραμ"],
    ["with digits for letters", "5p4m"],
    ["with signs for letters", "$p@m"],
    ["before a full stop", "this is $p@m."],
    ["before exclamation marks", "$p@m!!!"],
    ["in brackets", "(spam)"],
    ["in quotes", "“spam”"],
    ["with repeated letters", "spaaaaam"],
    ["with every letter repeated", "ssppaamm"],
    ["with one letter doubled that never is", "spaam"],
    ["with spaces", "s p a m"],
    ["with wide spaces", "s   p\na\tm"],
    ["with dots", "s.p.a.m"],
    ["with one dot", "sp.am"],
    ["with a hyphen", "spa-m"],
    ["with underscores", "s_p_a_m"],
    ["with emoji between", "s🔥p🔥a🔥m"],
    ["with signs between", "s|p|a|m"],
    ["with apostrophes", "s'p'a'm"],
    ["with a zero-width space", "sp\u200bam"],
    ["with a soft hyphen", "sp\u00adam"],
    ["with a direction mark", "sp\u202eam"],
    ["with a filler", "s\u3164p\uffa0am"],
    ["with blank braille between", "s\u2800p\u2800a\u2800m"],
    ["spelled after another word of one letter", "a s p a m"],
    ["spelled, all of the prompt", "t h i s i s s p a m h e r e"],
    ["half spelled", "s p am"],
    ["spelled with repeats", "ss pp aa mm"],
    ["spelled with signs", "$ p @ m"],
    ["beside other words in a chain", "eggs/spam/bacon"],
    ["beside another word, with signs", "eggs/$pam"],
  ])("%s", (_, prompt) => {
    expect(found(["spam"], prompt)).toBe("spam");
  });

  it("is found in the negative prompt too", () => {
    const request = { prompt: "eggs", negativePrompt: "no spam please" };
    expect(blocklist.findBlocked(request, ["spam"])).toEqual({
      list: "guild",
      term: "spam",
      where: "negative prompt",
    });
  });

  it("is found when the list itself is written in a disguise", () => {
    expect(found(["$P@M"], "spam")).toBe("$P@M");
    expect(found(["späm"], "SPAM")).toBe("späm");
  });

  it("finds a number as it is", () => {
    expect(found(["1488"], "the number 1488")).toBe("1488");
    expect(found(["1488"], "the number 14880")).toBeUndefined();
  });
});

describe("a term leaves innocent words alone", () => {
  it.each([
    ["ass", "a class of assassins passes the grass with assets and a bass"],
    ["ass", "as soon as possible, as-soon-as, a U.S. officer is as smart"],
    ["cunt", "Scunthorpe"],
    ["shit", "it's hit by lightning, a Mishit, the cat's hit, push it"],
    ["tit", "a title, don't it, Titanic, constitution"],
    ["penis", "the pen is mightier than the sword"],
    ["god", "a good dog"],
    ["lose", "loose ends"],
    ["bot", "a boot"],
    ["fail", "the fall of a leaf"],
    ["spam", "spams spammer Spamalot"],
    ["ak", "a 4K video"],
    ["ss", "it costs $5, or $55"],
    ["sio", "only $10"],
    ["ill", "Wow !!! He said |||"],
    ["ass", "room 455, pages 4 5 5"],
    ["sex", "Essex, sextet, unisex and Middlesex"],
    ["kill", "skillful, the U.K. ill-fated"],
    ["он", "on the house"],
    ["rape", "a grape, drapery, therapist"],
    ["hell", "he'll say hello to Michelle"],
    ["cum", "documents, a cucumber, circumference"],
    ["con", "a scone, economics, bacon"],
    ["ill", "I'll be there"],
    ["wed", "we'd go"],
    ["cant", "you can't"],
  ])("%s: %s", (term, prompt) => {
    expect(found([term], prompt)).toBeUndefined();
  });
});

describe("a star stands for any letters", () => {
  it("after a term it finds every ending", () => {
    expect(found(["spam*"], "a spammer")).toBe("spam*");
    expect(found(["spam*"], "a $p@mmer")).toBe("spam*");
    expect(found(["spam*"], "s p a m m e r")).toBe("spam*");
    expect(found(["spam*"], "s p a mmer")).toBe("spam*");
    expect(found(["spam*"], "antispam")).toBeUndefined();
  });

  it("before a term it finds every beginning", () => {
    expect(found(["*spam"], "antispam")).toBe("*spam");
    expect(found(["*spam"], "antispammer")).toBeUndefined();
  });

  it("on both sides it finds the term anywhere", () => {
    expect(found(["*spam*"], "antispammer")).toBe("*spam*");
    expect(found(["*spam*"], "xx5p@mxx")).toBe("*spam*");
  });

  it("never joins words that only stand beside each other", () => {
    expect(found(["ass*"], "as-soon-as-possible, as so often")).toBeUndefined();
    expect(found(["*ass*"], "a sshd, has seen, gas-stove")).toBeUndefined();
  });
});

describe("a term of several words", () => {
  it("is found whatever parts its words", () => {
    expect(found(["free money"], "FREE  money!")).toBe("free money");
    expect(found(["free money"], "free-money")).toBe("free money");
    expect(found(["free money"], "freemoney")).toBe("free money");
    expect(found(["free money"], "fr33, m0ney")).toBe("free money");
    expect(found(["free money"], "f r e e m o n e y")).toBe("free money");
  });

  it("is not found where its words stand apart or are parts of others", () => {
    expect(found(["free money"], "free the money")).toBeUndefined();
    expect(found(["free money"], "carefree moneybags")).toBeUndefined();
  });
});

describe("other scripts", () => {
  it("finds words of languages without spaces anywhere", () => {
    expect(found(["暴力"], "一个暴力的场面")).toBe("暴力");
    expect(found(["ばか"], "あなたはばかです")).toBe("ばか");
    expect(found(["はか"], "あなたはばかです")).toBeUndefined();
  });

  it("finds whole words in Cyrillic, Greek, Arabic and Devanagari", () => {
    expect(found(["дурак"], "какой ДУРАК!")).toBe("дурак");
    expect(found(["дурак"], "дураковаляние")).toBeUndefined();
    expect(found(["βλάκας"], "είσαι ΒΛΑΚΑΣ")).toBe("βλάκας");
    expect(found(["حمار"], "يا حمار")).toBe("حمار");
    expect(found(["गधा"], "तू गधा है")).toBe("गधा");
    expect(found(["गधा"], "गधे")).toBeUndefined();
  });

  it("finds Turkish and German letters whatever their case", () => {
    expect(found(["ısırık"], "ISIRIK")).toBe("ısırık");
    expect(found(["scheiße"], "SCHEISSE")).toBe("scheiße");
  });
});

describe("the lists", () => {
  it("looks into the operator's list too, and says whose it was", () => {
    const both = createBlocklist(["eggs"]);
    const request = { prompt: "spam and eggs", negativePrompt: null };
    expect(both.findBlocked(request, [])).toMatchObject({ list: "operator", term: "eggs" });
    expect(both.findBlocked({ ...request, prompt: "spam" }, ["spam"])?.list).toBe("guild");
  });

  it("finds nothing with empty lists", () => {
    expect(found([], "anything at all")).toBeUndefined();
  });

  it("drops compiled lists and compiles them again without forgetting a term", () => {
    const many = Array.from({ length: 40 }, (_, list) =>
      Array.from({ length: 2000 }, (__, at) => `word${spelled(list)}x${spelled(at)}`),
    );
    for (const round of [1, 2]) {
      for (const [at, terms] of many.entries()) {
        const wanted = terms[at * round] ?? "";
        expect(found(terms, `some ${wanted} here`)).toBe(wanted);
      }
    }
  });
});

describe("whatever is written", () => {
  const anything = oneof(
    string({ unit: "grapheme", maxLength: 400 }),
    string({ unit: "binary", maxLength: 400 }),
    string({ unit: constantFrom(...Array.from("!|1il+t$s@a .-_*Iаε🅰")), maxLength: 2048 }),
  );

  it("nothing throws but a refusal, and reading it ends", () => {
    assert(
      property(anything, array(anything, { maxLength: 20 }), (prompt, terms) => {
        expect([undefined, "UserError"]).toContain(faultOf(() => found(terms, prompt)));
      }),
      { numRuns: 300 },
    );
  });

  it("refuses what is made to take for ever to read", () => {
    const slow = Array.from({ length: 2000 }, (_, at) =>
      at.toString(2).padStart(50, "0").replaceAll("0", "i").replaceAll("1", "l"),
    ).map((letters) => `*${letters}x`);
    expect(() => found(slow, "!1|".repeat(600))).toThrow(/too many signs/);
  });

  it("a term of plain words is found between any two others", () => {
    const word = string({
      unit: constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz")),
      minLength: 2,
    });
    assert(
      property(word, word, word, (term, before, after) => {
        expect(found([term], `${before}, ${term} ${after}`)).toBe(term);
      }),
    );
  });

  it("a disguise of any kind on any letter still reads as the term", () => {
    const disguises: Record<string, readonly string[]> = {
      s: ["S", "$", "5", "ѕ", "ś", "ⓢ", "s\u200b", "𝔰"],
      p: ["P", "р", "ρ", "ⓟ", "𝓅", "p\u0301"],
      a: ["A", "@", "4", "а", "α", "á", "\u00ada"],
      m: ["M", "м", "ｍ", "ⓜ", "m\u0336", "m\u2060"],
      e: ["E", "3", "€", "е", "ε", "é"],
      r: ["R", "ⓡ", "ｒ", "r\ufe0f"],
    };
    const written = tuple(
      ...Array.from("spamer", (letter) => constantFrom(letter, ...(disguises[letter] ?? []))),
    );
    assert(
      property(written, constantFrom("", "-", ".", " ", "  ", "_", "🔥"), (letters, gap) => {
        // Digits and signs alone are prices and versions.
        pre(letters.some((letter) => /[spamer]/i.test(letter)));
        expect(found(["spamer"], `look: ${letters.join(gap)}`)).toBe("spamer");
      }),
      { numRuns: 500 },
    );
  });
});

function faultOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : "no error";
  }
}

/** A number in letters, no two the same. */
const spelled = (value: number): string =>
  Array.from(String(value), (digit) => "bcdfghjkmn"[Number(digit)]).join("");
