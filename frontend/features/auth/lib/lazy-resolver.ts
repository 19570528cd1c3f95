import type { FieldValues, Resolver } from "react-hook-form";

/** A resolver that is fetched when a form is first checked: the pages before signing in stay light. */
export function lazyResolver<Values extends FieldValues>(load: () => Promise<Resolver<Values>>): Resolver<Values> {
  return async (values, context, options) => (await load())(values, context, options);
}
