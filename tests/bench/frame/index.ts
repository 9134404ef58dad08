/**
 * How fast the stage draws a speaking person under software WebGL at 480×640, in a real Chromium.
 * Uncapped: pictures one after the other, each waited for until it is drawn. Capped: at the pace the
 * stage keeps, which leaves the processor to the speech.
 */
import { join } from 'node:path';
import { figures } from '../../../scenes/quality/index.ts';
import { launchChromium } from '../../e2e/stage/stage-page.ts';
import type { Bench } from '../contract.ts';
import { table } from '../machine.ts';
import { exampleBody } from './body.ts';
import { servePage } from './serve.ts';

const repository = join(import.meta.dirname, '../../..');
const size = { width: 480, height: 640 };
const measureMs = 12_000;
/** The browser is given this long for each step before the bench gives up on it. */
const stepMs = 120_000;

export const bench: Bench = {
  name: 'frame',
  title: `Frame time of the stage, ${size.width}×${size.height}, one person speaking, software WebGL`,
  async run({ say, signal }) {
    const body = await exampleBody(
      join(process.env.RUMIAN_VAR ?? join(repository, 'var'), 'examples'),
    );
    if (!body)
      throw new Error(
        'there is no example person in var/examples. Build one with “npm start” or “npm run avatar -- examples --out var/examples”.',
      );
    say(`Building the page; the person is ${body.name}.`);
    const served = await servePage(body.bytes);
    const browser = await launchChromium();
    const stop = () => browser.close().catch(() => undefined);
    signal.addEventListener('abort', stop);
    try {
      const tab = await browser.newPage({ viewport: size });
      tab.setDefaultTimeout(stepMs);
      await tab.goto(served.pageUrl);
      await tab.waitForFunction(() => 'rumianBench' in window);
      say('Loading and warming up.');
      const loadMs = await tab.evaluate((url) => window.rumianBench.load(url), served.bodyUrl);
      const compilesBefore = await tab.evaluate(() => window.rumianBench.shaderCompiles);
      say(`Measuring uncapped, ${measureMs / 1000} s.`);
      const free = figures(
        await tab.evaluate((ms) => window.rumianBench.measure('uncapped', ms), measureMs),
      );
      say(`Measuring at the tier's pace, ${measureMs / 1000} s.`);
      const paced = figures(
        await tab.evaluate((ms) => window.rumianBench.measure('capped', ms), measureMs),
      );
      const facts = await tab.evaluate(() => {
        const { renderer, software, tier, shaderCompiles } = window.rumianBench;
        return { renderer, software, tier, shaderCompiles };
      });
      const round = (value: number) => Math.round(value * 10) / 10;
      const row = (name: string, one: typeof free) => [
        name,
        String(one.frames),
        one.fps.toFixed(1),
        one.p50Ms.toFixed(1),
        one.p95Ms.toFixed(1),
        one.worstMs.toFixed(1),
      ];
      return {
        table: table(
          ['pace', 'frames', 'fps', 'p50 ms', 'p95 ms', 'worst ms'],
          [row('uncapped', free), row(`tier “${facts.tier}”`, paced)],
        ),
        json: {
          fps: round(free.fps),
          ms_p50: round(free.p50Ms),
          ms_p95: round(free.p95Ms),
          ms_worst: round(free.worstMs),
          capped_fps: round(paced.fps),
          capped_ms_p50: round(paced.p50Ms),
          capped_ms_p95: round(paced.p95Ms),
          tier: facts.tier,
          renderer: facts.renderer,
          software: facts.software,
          width: size.width,
          height: size.height,
          load_ms: round(loadMs),
          shader_compiles_while_speaking: facts.shaderCompiles - compilesBefore,
          person: body.name,
        },
      };
    } finally {
      signal.removeEventListener('abort', stop);
      await stop();
      await served.close();
    }
  },
};
