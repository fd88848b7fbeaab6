/**
 * Everything that members without any right may use, each with the reason. Whatever is not named here
 * has to be refused to them: a new handler fails the test until somebody has decided about it.
 */
export const OPEN_ACTIONS: Readonly<Record<string, string>> = {
  "make-it": "only whoever asked says yes to the price; the record says who that is",
  cancel: "only whoever asked, or a moderator of the channel, cancels; the record says who that is",
  details: "what everybody who sees the card may read; of a private one only its owner",
  "try-again": "only whoever asked asks again, and pays as for any request",
  more: "leads to Report, and for moderators to what is checked again",
  unlist: "only whoever asked takes their own out of the gallery",
  relist: "only whoever asked puts their own back",
  "make-public": "only whoever asked shows their own, where they may make a public one",
  "delete-own": "asks whoever asked for it",
  "delete-own-yes": "only whoever asked deletes their own",
  report: "everybody may tell the moderators about a video that is shown",
  "report-send": "the same, once a member and video",
  appeal: "only whoever is blocked, about their own block",
  "appeal-send": "the same, once for each block",
  "inbox-next": "shows whoever presses their own inbox",
  "inbox-remove": "takes out of it only what is in the inbox of whoever presses",
  again: "makes a request of whoever presses, who pays for it as for any other",
  remix: "opens a form with what whoever presses may look at",
  "remix-send": "makes a request of whoever sends it, who pays for it as for any other",
  "use-as-frame": "opens a form about what whoever presses may look at",
  "use-as-frame-send": "makes a request of whoever sends it, who pays for it as for any other",
  "privacy-delete": "deletes what is kept of whoever presses, whose id the button has to name",
  play: "shows whoever presses the video behind a copy that their server was sent",
  favourite: "a mark of one's own, on what one may look at",
  "showcase-favourite": "a mark of one's own, on what one may look at",
  "showcase-top": "shows what the reader could look at anyway",
  "gallery-page": "turns a page of a view that whoever presses has opened",
  "gallery-favourite": "a mark of one's own, on what one may look at",
  share: "opens a dialog about one's own; of anybody else's it says who may",
  "share-to": "the same, with a server chosen in it",
  "share-send": "one's own, to a server that is asked again and decides itself",
  "share-code": "a code for one's own",
  "share-post": "posts what a code opens, by the rules of the server of the press",
  "copy-more": "leads to Report, and for moderators to what is checked again",
  "copy-report": "everybody may report what was shared into a channel that they see",
  "copy-report-send": "the same, once a member and video",
};

/** By type and name: `/video`, or as the Apps menu has it. Of a tree, the subcommand is named too. */
export const OPEN_COMMANDS: Readonly<Record<string, string>> = {
  "/video": "what the bot is for; admission decides about each request",
  "/gallery": "shows what the reader could look at anyway",
  "/showcase top": "shows what the reader could look at anyway",
  "/inbox": "one's own",
  "/usage mine": "one's own",
  "/share open": "shows whoever has its code what a member gave away, to them alone",
  "/privacy show": "one's own",
  "/privacy export": "one's own, sent to oneself",
  "/privacy delete": "asks before one's own is deleted",
  "/preset save": "one's own",
  "/preset use": "as `/video` is",
  "/preset list": "one's own, and what is shared with everybody",
  "/preset share": "one's own; the blocklist is asked, and moderators can take it back",
  "/preset delete": "one's own; of somebody else's, the subcommand asks for the right",
  "/defaults set": "one's own; for a channel or the server the scope asks for the right",
  "/defaults show": "what holds for whoever asks",
  "/defaults clear": "one's own; for a channel or the server the scope asks for the right",
  "Report video": "everybody may tell the moderators about a video that is shown",
};

/** They make a request where they may: tried only with ids of what may not be repeated. */
export const MAKES_REQUESTS: ReadonlySet<string> = new Set([
  "again",
  "remix-send",
  "use-as-frame-send",
]);

/** What an open action writes that is nobody else's: the first part of the store's keys. */
export const OWN_TRACES: Readonly<Record<string, readonly string[]>> = {
  "report-send": ["reports"],
  favourite: ["favourites", "favourite-lists"],
  "showcase-favourite": ["favourites", "favourite-lists"],
  "showcase-top": ["gallery-views"],
  "gallery-favourite": ["favourites", "favourite-lists", "gallery-views"],
};

/** They draw the card anew, with what everybody counts together. */
export const COUNTED: ReadonlySet<string> = new Set(["favourite", "showcase-favourite"]);
