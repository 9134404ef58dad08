/** What a window of the booth may do. Pure rules, shared by every shell that can enforce them. */

function parsed(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/** True only for an http address of exactly this origin, without a user name in it. */
export function isOurs(url: string, hostOrigin: string): boolean {
  const target = parsed(url);
  return (
    target !== null &&
    (target.protocol === 'http:' || target.protocol === 'https:') &&
    target.origin === hostOrigin &&
    target.username === '' &&
    target.password === ''
  );
}

/** A window stays on the host's pages; everything else, downloads and schemes included, is refused. */
export function mayNavigate(url: string, hostOrigin: string): boolean {
  return isOurs(url, hostOrigin);
}

export type Medium = 'audio' | 'video';

export interface PermissionAsked {
  /** Chromium's name: `media`, `geolocation`, `fullscreen`, … */
  readonly permission: string;
  /** For `media`: what is asked for. Empty when Chromium does not say. */
  readonly media: readonly Medium[];
  /** Address of the page that asks. */
  readonly url: string;
  readonly mainFrame: boolean;
}

/** The stage hears the visitor; the console's calibration pages see the screen. Nobody else gets anything. */
const mediumByPage: Readonly<Record<string, Medium>> = { stage: 'audio', console: 'video' };

export function mayGrant(asked: PermissionAsked, hostOrigin: string): boolean {
  if (asked.permission !== 'media' || !asked.mainFrame || !isOurs(asked.url, hostOrigin)) {
    return false;
  }
  const page = new URL(asked.url).pathname.split('/')[1] ?? '';
  const medium = mediumByPage[page];
  return (
    medium !== undefined && asked.media.length > 0 && asked.media.every((kind) => kind === medium)
  );
}

/**
 * For a browser that knows origins but not pages: the media that any of these windows may use.
 * @returns sorted, without repetition
 */
export function mediaOf(urls: readonly string[], hostOrigin: string): readonly Medium[] {
  const media = (['audio', 'video'] as const).filter((kind) =>
    urls.some((url) =>
      mayGrant({ permission: 'media', media: [kind], url, mainFrame: true }, hostOrigin),
    ),
  );
  return media;
}

/** The one origin that all windows share, or null when they do not. */
export function commonOrigin(urls: readonly string[]): string | null {
  const origins = new Set(urls.map((url) => parsed(url)?.origin ?? ''));
  const [origin] = origins;
  return origins.size === 1 && origin !== undefined && origin !== '' && origin !== 'null'
    ? origin
    : null;
}
