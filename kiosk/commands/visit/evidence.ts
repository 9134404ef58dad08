import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPatch, slotLabels } from '../../../hardware/index.ts';
import type { DevicesSnapshot } from '../../host/control.ts';
import { factsOf, type PictureFacts } from './pictures.ts';
import type { PlayedVisit } from './play.ts';

/** Light over time: what the widget received, one row a change. */
export interface LightRow {
  readonly atMs: number;
  readonly cue: string;
  readonly slots: readonly number[];
}

export interface EvidenceOptions {
  readonly folder: string;
  /** The stage's window as it is now, PNG. */
  readonly picture: () => Promise<Uint8Array | null>;
  readonly nowMs: () => number;
}

/**
 * Writes down what happened in a played visit: `transcript.json`, `stage-*.png`, `lights.csv`,
 * `metrics.json`. The folder is emptied first, so that nothing of an earlier visit can pass for this one.
 */
export function openEvidence(options: EvidenceOptions) {
  const { folder, nowMs } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const startMs = nowMs();
  const lights: LightRow[] = [];
  const pictures: Record<string, PictureFacts> = {};
  let last = '';

  return {
    pictures,
    lights,
    /** A picture of the stage as it is now, exactly as it goes to the glass. */
    async picture(name: string): Promise<void> {
      const png = await options.picture();
      if (!png) return;
      writeFileSync(join(folder, `stage-${name}.png`), png);
      pictures[name] = await factsOf(png);
    },
    devices(snapshot: DevicesSnapshot, cue: string): void {
      const slots = snapshot.readBack ?? [];
      const row = slots.join(',');
      if (slots.length === 0 || row === last) return;
      last = row;
      lights.push({ atMs: Math.round(nowMs() - startMs), cue, slots });
    },
    write(played: PlayedVisit, metrics: object): void {
      const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
      const turns = played.turns.map((turn) => ({
        input: turn.input,
        lang: turn.lang,
        understood: turn.question,
        understoodBy: turn.asrSource,
        answered: turn.reply,
        heard: turn.heard,
        basis: turn.basis,
        provenance: turn.provenance,
        memoryIds: turn.memoryIds,
        confidence: turn.confidence,
        timesMs: turn.times,
      }));
      const { ok, checks, states } = played;
      file('transcript.json', `${JSON.stringify({ ok, checks, states, turns }, null, 2)}\n`);
      file('metrics.json', `${JSON.stringify({ pictures, ...metrics }, null, 2)}\n`);
      file('lights.csv', lightsCsv(lights));
    },
  };
}

export type Evidence = ReturnType<typeof openEvidence>;

/** Only the slots that a lamp is patched to; a universe is mostly zeros. */
export function lightsCsv(rows: readonly LightRow[]): string {
  const labels = slotLabels(defaultPatch);
  const head = ['at_ms', 'cue', ...labels.map(({ slot, label }) => `${slot}:${label}`)].join(',');
  const body = rows.map(({ atMs, cue, slots }) =>
    [atMs, cue, ...labels.map(({ slot }) => slots[slot - 1] ?? 0)].join(','),
  );
  return `${[head, ...body].join('\n')}\n`;
}
