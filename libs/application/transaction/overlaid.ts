/** The port with some of its questions answered otherwise. */
export function overlaid<T extends object>(port: T, answers: Partial<T>): T {
  return new Proxy(port, {
    get(target, name) {
      const own: unknown = Reflect.get(answers, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
