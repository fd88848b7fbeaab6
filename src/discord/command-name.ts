/** A command as people know it: `/video`, or an entry of the **Apps** menu, which has capitals. */
export const commandName = (name: string): string =>
  name === name.toLowerCase() ? `\`/${name}\`` : `**${name}**`;
