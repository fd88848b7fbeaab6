/** A promise that a test settles; Node 20 has no `Promise.withResolvers`. */
export function deferred<T = void>() {
  let resolve = (_value: T): void => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
