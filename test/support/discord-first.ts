// As `src/main.ts` does, and before whatever a test file imports: discord.js comes with an undici of its
// own, and the one that is loaded first serves both. Only that of discord.js takes Node's FormData, so
// that with ours in its place no upload goes through.
import "discord.js";
