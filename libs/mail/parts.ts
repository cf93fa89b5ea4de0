const PART = /<!--part:(\w+)-->((?:(?!<!--part:)[^])*?)<!--\/part-->/;
const SLOT = '<!--slot-->';
const SLOTS = /<!--slot-->(?:\s*<!--slot-->)*/g;

/** A layout and the parts that bodies are put together from, as Handlebars. */
export interface Layout {
  /** What stands around a body; the body comes as `content`. */
  readonly frame: string;
  /** Partials by their names. */
  readonly parts: ReadonlyMap<string, string>;
}

/**
 * Takes the parts out of a layout, where they stand between marks: `<!--part:name-->…<!--/part-->`. What a part is filled with comes where
 * its `<!--slot-->` is, or where a part within it stood; the body comes where the parts of the layout stood.
 */
export function layoutOf(source: string): Layout {
  const found = new Map<string, string>();
  let rest = source;
  for (let part = PART.exec(rest); part !== null; part = PART.exec(rest)) {
    const [whole, name = '', content = ''] = part;
    found.set(name, content);
    rest = `${rest.slice(0, part.index)}${SLOT}${rest.slice(part.index + whole.length)}`;
  }
  return {
    frame: rest.replace(SLOTS, '{{{content}}}'),
    parts: new Map(
      [...found].map(([name, content]) => [name, content.replace(SLOTS, '{{> @partial-block}}')]),
    ),
  };
}
