/** Where a message opens in Discord; `space` is its guild, or "@me" for a direct one. */
export const messageUrl = (space: string, channelId: string, messageId: string): string =>
  `https://discord.com/channels/${space}/${channelId}/${messageId}`;
