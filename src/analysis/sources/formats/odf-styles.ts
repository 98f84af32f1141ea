import { Parser } from 'htmlparser2';
import { type Colour, hexColour, isUnseenOn, LEAST_POINTS, WHITE } from '../hidden-text.ts';

/** What a style says of how text looks (ODF 1.3, part 3, 20), as far as it decides whether it is seen. */
export interface OdfLook {
  readonly gone?: boolean;
  readonly colour?: Colour | 'auto';
  readonly background?: Colour | 'unknown';
  /** In points. */
  readonly size?: number;
  readonly clear?: boolean;
}

type Attributes = Readonly<Record<string, string>>;

/** Longest chain of styles that inherit from each other. */
const LONGEST_CHAIN = 50;

/** The styles of an OpenDocument text, by family and name. */
export class OdfStyles {
  private readonly styles = new Map<string, { look: OdfLook; parent: string; isQuote: boolean }>();

  add(xml: string): void {
    let key = '';
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          if (name === 'style:style' || name === 'style:default-style') {
            const family = attributes['style:family'] ?? '';
            key = `${family} ${name === 'style:style' ? (attributes['style:name'] ?? '') : ''}`;
            this.styles.set(key, {
              look: {},
              isQuote: /^(?:block ?)?quot(?:ations?|es?)$/i.test(
                attributes['style:display-name'] ?? attributes['style:name'] ?? '',
              ),
              parent: `${family} ${attributes['style:parent-style-name'] ?? ''}`,
            });
          } else if (
            key !== '' &&
            /^style:(?:text|paragraph|table-cell|table-row|table|graphic|section)-properties$/.test(name)
          ) {
            const style = this.styles.get(key)!;
            style.look = { ...style.look, ...lookIn(name, attributes) };
          }
        },
        onclosetag: (name) => {
          if (name === 'style:style' || name === 'style:default-style') key = '';
        },
      },
      { xmlMode: true },
    );
    parser.end(xml);
  }

  lookOf(family: string, name: string | undefined): OdfLook {
    return this.chain(family, name).reduce<OdfLook>((look, style) => ({ ...style.look, ...look }), {});
  }

  /** Whether a style is one of quotations, or is made of one. */
  isQuote(name: string | undefined): boolean {
    return this.chain('paragraph', name).some((style) => style.isQuote);
  }

  /** A style and those that it inherits from. */
  private chain(family: string, name: string | undefined) {
    const chain: { readonly look: OdfLook; readonly isQuote: boolean }[] = [];
    for (let key = `${family} ${name ?? ''}`; chain.length < LONGEST_CHAIN;) {
      const style = this.styles.get(key);
      if (!style) break;
      chain.push(style);
      if (style.parent === key) break;
      key = style.parent;
    }
    return chain;
  }
}

function lookIn(name: string, attributes: Attributes): OdfLook {
  const {
    'fo:color': colour,
    'fo:background-color': background,
    'fo:font-size': size,
    'text:display': display,
    'draw:fill': fill,
    'draw:fill-color': fillColour,
  } = attributes;
  const opacity = attributes['loext:opacity'] ?? attributes['fo:opacity'];
  return {
    ...(display !== undefined && { gone: display === 'none' }),
    ...(colour !== undefined && { colour: hexColour(colour.replace('#', '')) ?? 'auto' }),
    ...(attributes['style:use-window-font-color'] === 'true' && { colour: 'auto' as const }),
    ...(background !== undefined &&
      background !== 'transparent' && { background: hexColour(background.replace('#', '')) ?? 'unknown' }),
    ...(name === 'style:graphic-properties' &&
      fill !== undefined &&
      fill !== 'none' && {
        background: fill === 'solid' ? (hexColour((fillColour ?? '').replace('#', '')) ?? 'unknown') : 'unknown',
      }),
    ...(size !== undefined && /^[\d.]+pt$/.test(size) && { size: parseFloat(size) }),
    ...(opacity !== undefined && { clear: parseFloat(opacity) < 10 }),
  };
}

/** How text that looks like this is hidden: `room` where it leaves a gap; `undefined` where it is seen. */
export function hidingOf({ gone, colour, background = WHITE, size, clear }: OdfLook): 'gone' | 'room' | undefined {
  if (gone || (size !== undefined && size < LEAST_POINTS)) return 'gone';
  // What has no colour of its own says that it is wholly transparent, and means the usual colour.
  if (!colour || colour === 'auto') return undefined;
  if (clear) return 'room';
  return background !== 'unknown' && isUnseenOn(colour, background) ? 'room' : undefined;
}
