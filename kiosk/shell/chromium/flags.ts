/** The command line that makes a plain Chromium behave like a kiosk. Pure. */

export interface ChromiumFlags {
  readonly profileDir: string;
  /** `kiosk`: every window fills a display; `shared`: some share one, framed. */
  readonly view: 'headless' | 'kiosk' | 'shared';
  readonly gpu: boolean;
  /** Chromium's sandbox refuses to run as root. */
  readonly asRoot: boolean;
  /** The only host name or address that resolves. */
  readonly host: string;
  readonly fakeMicrophoneWav?: string;
  readonly remoteDebugging: boolean;
}

/** Features that call home, pop up, or cover the page. */
const switchedOff = [
  'AutofillServerCommunication',
  'BackForwardCache',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'OptimizationHints',
  'OverscrollHistoryNavigation',
  'TouchpadOverscrollHistoryNavigation',
  'Translate',
];

const viewFlags = {
  headless: ['--headless=new'],
  kiosk: ['--kiosk'],
  shared: [],
} as const;

export function chromiumFlags(want: ChromiumFlags): readonly string[] {
  return [
    `--user-data-dir=${want.profileDir}`,
    // Commands come over a pipe: no port is open, and when we die the browser ends with us.
    '--remote-debugging-pipe',
    '--no-startup-window',
    ...(want.remoteDebugging ? ['--remote-debugging-port=0'] : []),
    ...viewFlags[want.view],
    ...(want.asRoot ? ['--no-sandbox'] : []),
    ...(want.gpu
      ? ['--ignore-gpu-blocklist']
      : ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']),
    // Nothing leaves the booth: every other name and address fails to resolve.
    `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ${want.host}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--no-pings',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-domain-reliability',
    '--disable-notifications',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    '--noerrdialogs',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-dev-shm-usage',
    '--password-store=basic',
    `--disable-features=${switchedOff.join(',')}`,
    // A covered or unfocused window must go on moving and listening.
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--autoplay-policy=no-user-gesture-required',
    ...(want.fakeMicrophoneWav === undefined
      ? []
      : [
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-audio-capture=${want.fakeMicrophoneWav}%noloop`,
        ]),
  ];
}
