/** Keyboard first: digits change the page, Shift + Esc stops the booth. */
export const pageNames = [
  'overview',
  'simulation',
  'devices',
  'avatars',
  'turns',
  'about',
] as const;
export type PageName = (typeof pageNames)[number];

export type KeyWish = { readonly page: PageName } | 'stop' | null;

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** The key goes into a text field. */
  readonly typing: boolean;
}

export function wishOf(pressed: Pressed): KeyWish {
  // Stopping must work from anywhere, in the middle of a word too.
  if (pressed.key === 'Escape' && pressed.shiftKey) return 'stop';
  if (pressed.typing || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
  const page = /^[1-9]$/.test(pressed.key) ? pageNames[Number(pressed.key) - 1] : undefined;
  return page === undefined ? null : { page };
}
