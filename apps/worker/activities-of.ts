type Activities = Record<string, (...args: never[]) => Promise<unknown>>;

/** The methods of a provider as Temporal registers them: by name, bound to the provider. */
export function activitiesOf(provider: object): Activities {
  const prototype = Object.getPrototypeOf(provider) as object;
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return Object.fromEntries(
    names.flatMap((name) => {
      const method = (provider as Record<string, unknown>)[name];
      return typeof method === 'function' ? [[name, method.bind(provider) as Activities[string]]] : [];
    }),
  );
}
