/** Between two parts of something long: everything that waits for the event loop has its turn. */
export const letOthersGo = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
