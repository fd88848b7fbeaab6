/** A member as people see them; who had their data deleted is under another name in what stays. */
export const mention = (memberId: string): string =>
  /^\d+$/.test(memberId) ? `<@${memberId}>` : "a former member";
