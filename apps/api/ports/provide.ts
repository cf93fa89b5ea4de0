import type { FactoryProvider, InjectionToken, Type } from '@nestjs/common';

/** A name for Nest that remembers the type of what stands behind it. */
export type Port<T> = symbol & { readonly provides?: T };

export const port = <T>(name: string): Port<T> => Symbol(name);

/** By what a value of this type is found: its class, or the name of a port. */
type TokenOf<T> = Type<T> | Port<T>;
type TokensOf<Values extends readonly unknown[]> = { readonly [At in keyof Values]: TokenOf<Values[At]> };

/**
 * Provides a plain class of the application, which knows nothing of Nest.
 *
 * @param parts tokens of the constructor's parameters in their order; a wrong or a missing one does not compile
 */
export function provide<Values extends readonly unknown[], Made>(
  made: new (...values: Values) => Made,
  ...parts: TokensOf<Values>
): FactoryProvider<Made> {
  return {
    provide: made,
    useFactory: (...values: unknown[]) => new made(...(values as unknown as Values)),
    inject: [...(parts as readonly InjectionToken[])],
  };
}

/** Binds a port to the adapter that implements it. */
export function bind<T>(token: Port<T>, make: () => NoInfer<T>): FactoryProvider<T> {
  return { provide: token, useFactory: make };
}
