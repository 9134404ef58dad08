import type { StageTimes } from '../../host/contract.ts';
import { lasting } from '../view/measure.ts';
import { barOf } from '../view/timeline.ts';
import { useWords } from '../words.ts';

/** From the end of the question to the first sound, stage by stage, on the table's common scale. */
export function TurnBar({
  times,
  scaleMs,
}: {
  readonly times: StageTimes;
  readonly scaleMs: number;
}) {
  const { say } = useWords();
  const parts = barOf(times);
  const last = parts.at(-1);
  if (last === undefined) return <span className="dim">{say('turns.noTimes')}</span>;
  const percent = (ms: number) => `${(100 * ms) / scaleMs}%`;
  return (
    <div className="turn-bar">
      <div className="track">
        {parts.map((part) => (
          <span
            key={part.stage}
            className="part"
            data-stage={part.stage}
            title={`${say(`turns.stages.${part.stage}`)}: ${lasting(part.toMs - part.fromMs)}`}
            style={{ left: percent(part.fromMs), width: percent(part.toMs - part.fromMs) }}
          />
        ))}
        {times.firstFaceFrame !== null && (
          <span
            className="face-frame"
            title={`${say('turns.stages.firstFaceFrame')}: ${lasting(times.firstFaceFrame)}`}
            style={{ left: percent(Math.min(times.firstFaceFrame, scaleMs)) }}
          />
        )}
      </div>
      <span className="number">{lasting(last.toMs)}</span>
      {times.spoken !== null && (
        <span className="dim number">{say('turns.spoken', { time: lasting(times.spoken) })}</span>
      )}
    </div>
  );
}
