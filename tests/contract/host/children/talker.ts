/** A child for the supervision tests: behaves as its argument says. */
const manner = process.argv[2] ?? 'polite';

if (manner === 'crash') process.exit(7);
if (manner === 'stubborn') process.on('SIGTERM', () => undefined);

process.on('message', (message) => {
  const { type } = message as { type: string };
  if (type === 'stop') process.exit(0);
  process.send?.({ type: 'heard', what: type });
});
if (manner === 'pipes') process.stdin.pipe(process.stdout);
else if (!process.send) setInterval(() => undefined, 1000);
process.send?.({ type: 'ready', pid: process.pid });
